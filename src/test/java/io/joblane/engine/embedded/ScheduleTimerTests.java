package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.response.ActivatedJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timer that starts the scheduling process, as it is shipped. */
class ScheduleTimerTests {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private EngineUnderTest engine;
    private String model;

    @BeforeEach
    void start() throws IOException {
        model = Files.readString(Path.of("bpmn/schedulingProcess.bpmn"));
        engine = new EngineUnderTest(folder, clock);
        deploy(model);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void itFiresEveryQuarterOfAnHourAndNotBefore() {
        assertThat(runs(Duration.ofMillis(-1))).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(runsAfter(QUARTER)).hasSize(1);
        }
    }

    /** An engine that was away for weeks, or a clock that jumps, has missed two thousand of them. */
    @Test
    void whatWasMissedIsMadeUpForOnce() {
        assertThat(runsAfter(Duration.ofDays(21))).hasSize(1);
        assertThat(runsAfter(QUARTER)).hasSize(1);
    }

    @Test
    void itSurvivesARestart() {
        engine.restart();
        assertThat(runsAfter(QUARTER)).hasSize(1);
    }

    @Test
    void whatIsDeployedAgainFiresOnceAndANewVersionTakesTheOldOnesPlace() {
        deploy(model);
        assertThat(runsAfter(QUARTER)).hasSize(1);
        deploy(model.replace("name=\"Start what is due\"", "name=\"Start it\""));
        List<ActivatedJob> runs = runsAfter(QUARTER);
        assertThat(runs).extracting(ActivatedJob::getProcessDefinitionVersion).containsExactly(2);
        assertThat(runsAfter(QUARTER)).hasSize(1);
    }

    private void deploy(String text) {
        engine.client()
                .newDeployResourceCommand()
                .addResourceBytes(text.getBytes(StandardCharsets.UTF_8), "schedulingProcess.bpmn")
                .send()
                .join();
    }

    /** The runs that begin because that time passes; each is completed. */
    private List<ActivatedJob> runsAfter(Duration time) {
        // To just after a full quarter, whenever the test is run.
        Instant now = clock.instant();
        long past = now.getEpochSecond() % QUARTER.toSeconds();
        clock.forward(time.minusSeconds(past).plusSeconds(1));
        List<ActivatedJob> first = runs(Duration.ofSeconds(10));
        first.forEach(job -> engine.client().newCompleteCommand(job).send().join());
        assertThat(runs(Duration.ofMillis(300))).as("more than one at a time").isEmpty();
        return first;
    }

    private List<ActivatedJob> runs(Duration patience) {
        return engine.client()
                .newActivateJobsCommand()
                .jobType("schedule.findDue")
                .maxJobsToActivate(100)
                .timeout(Duration.ofMinutes(5))
                .requestTimeout(patience)
                .send()
                .join()
                .getJobs();
    }
}
