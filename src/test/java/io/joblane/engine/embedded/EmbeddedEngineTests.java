package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.ActivatedJob;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEngineTests {
    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final BlockingQueue<ActivatedJob> jobs = new LinkedBlockingQueue<>();
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        engine = new EngineUnderTest(folder, clock);
        engine.deploy("tenTasks.bpmn", "window.dmn");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void create(String processId) {
        engine.client()
                .newCreateInstanceCommand()
                .bpmnProcessId(processId)
                .latestVersion()
                .send()
                .join();
    }

    private List<ActivatedJob> activate(String type, Duration hold) {
        return engine.client()
                .newActivateJobsCommand()
                .jobType(type)
                .maxJobsToActivate(10)
                .timeout(Duration.ofMinutes(5))
                .requestTimeout(hold)
                .send()
                .join()
                .getJobs();
    }

    private ActivatedJob activateOne() {
        var found = activate("test.one", Duration.ofSeconds(5));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Status.Code code(Throwable fault) {
        return ((ClientStatusException) fault).getStatusCode();
    }

    private long logBytes() {
        try (var files = Files.list(folder.resolve("log"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMessageStartsOneProcessHoweverOftenItIsSent() {
        for (int i = 0; i < 2; i++) {
            var command = engine.client()
                    .newPublishMessageCommand()
                    .messageName("test.timer")
                    .correlationKey("k")
                    .messageId("m")
                    .timeToLive(Duration.ofHours(1));
            if (i == 0) {
                command.send().join();
            } else {
                assertThatThrownBy(() -> command.send().join())
                        .satisfies(fault -> assertThat(code(fault)).isEqualTo(Status.Code.ALREADY_EXISTS));
            }
        }
    }

    @Test
    void aTimerFiresAfterARestartWhenTheClockHasMoved() {
        engine.client()
                .newPublishMessageCommand()
                .messageName("test.timer")
                .correlationKey("k")
                .timeToLive(Duration.ofHours(1))
                .send()
                .join();
        engine.restart();
        assertThat(activate("test.afterTimer", Duration.ofMillis(-1))).isEmpty();
        clock.forward(Duration.ofMinutes(61));
        long moved = System.nanoTime();
        assertThat(activate("test.afterTimer", Duration.ofSeconds(5))).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - moved)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void jobsInFlightOverARestartAreGivenOutAgainAtOnce() {
        create("oneTask");
        var before = activateOne();
        var id = engine.engine().id();
        engine.restart();
        var after = activateOne();
        assertThat(after.getKey()).isEqualTo(before.getKey());
        assertThat(after.getRetries()).isEqualTo(before.getRetries());
        engine.client().newCompleteCommand(after).send().join();
        assertThat(engine.engine().id()).isEqualTo(id);
        // nothing is given out twice by the next restart
        engine.restart();
        assertThat(activate("test.one", Duration.ofMillis(-1))).isEmpty();
    }

    @Test
    void jobsAreStreamedToTheirWorker() throws Exception {
        create("oneTask");
        var stream = engine.client()
                .newStreamJobsCommand()
                .jobType("test.one")
                .consumer(jobs::add)
                .workerName("ada")
                .timeout(Duration.ofSeconds(30))
                .send();
        // what was there before the stream is left to polling
        assertThat(activateOne().getWorker()).isNotEqualTo("ada");
        for (int i = 0; i < 50; i++) {
            create("oneTask");
        }
        for (int i = 0; i < 50; i++) {
            var job = jobs.poll(5, TimeUnit.SECONDS);
            assertThat(job).isNotNull();
            assertThat(job.getWorker()).isEqualTo("ada");
            engine.client().newCompleteCommand(job).send().join();
        }
        assertThat(jobs.poll(100, TimeUnit.MILLISECONDS)).isNull();
        stream.cancel(true);
    }

    @Test
    void aJobForAStreamWhoseClientIsGoneGoesToSomebodyElse() {
        var gone = EngineUnderTest.connect(engine.engine());
        gone.newWorker()
                .jobType("test.one")
                .handler((client, job) -> {
                    throw new AssertionError("This worker is gone");
                })
                .streamEnabled(true)
                .open();
        create("tenTasks");
        gone.close();
        create("oneTask");
        assertThat(activateOne().getRetries()).isEqualTo(3);
    }

    @Test
    void aPollIsHeldUntilThereIsWork() {
        assertThat(activate("test.one", Duration.ofMillis(1))).isEmpty();
        var held = engine.client()
                .newActivateJobsCommand()
                .jobType("test.one")
                .maxJobsToActivate(1)
                .requestTimeout(Duration.ofSeconds(8))
                .send();
        assertThat(held.toCompletableFuture()).isNotDone();
        create("oneTask");
        assertThat(held.join().getJobs()).hasSize(1);

        long asked = System.nanoTime();
        assertThat(activate("test.one", Duration.ofMillis(300))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void idleWorkersWriteNothing() throws Exception {
        for (int i = 0; i < 40; i++) {
            engine.client()
                    .newWorker()
                    .jobType("idle." + i)
                    .handler((client, job) -> jobs.add(job))
                    .pollInterval(Duration.ofMillis(20))
                    .requestTimeout(Duration.ofMillis(200))
                    .streamEnabled(i % 2 == 0)
                    .open();
        }
        awaitQuietLog();
        long before = logBytes();
        // a while in which each worker asks several times; nothing to await, as the point is that nothing happens
        assertThat(jobs.poll(1_500, TimeUnit.MILLISECONDS)).isNull();
        assertThat(logBytes() - before).isLessThan(2_000);
    }

    private void awaitQuietLog() throws InterruptedException {
        long last = -1;
        for (long now = logBytes(); now != last; now = logBytes()) {
            last = now;
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    @Test
    void aFailedJobComesBackAfterItsBackOffAndAnIncidentIsResolved() {
        create("oneTask");
        var job = activateOne();
        engine.client()
                .newFailCommand(job)
                .retries(2)
                .retryBackoff(Duration.ofMinutes(10))
                .errorMessage("not now")
                .send()
                .join();
        assertThat(activate("test.one", Duration.ofMillis(-1))).isEmpty();
        clock.forward(Duration.ofMinutes(11));
        job = activateOne();
        assertThat(job.getRetries()).isEqualTo(2);
        engine.client().newUpdateRetriesCommand(job).retries(7).send().join();
        engine.client()
                .newUpdateTimeoutCommand(job)
                .timeout(Duration.ofMinutes(1))
                .send()
                .join();
        clock.forward(Duration.ofMinutes(2));
        job = activateOne();
        assertThat(job.getRetries()).isEqualTo(7);
        engine.client()
                .newThrowErrorCommand(job)
                .errorCode("ONE")
                .variables(Map.of("why", "because"))
                .send()
                .join();
        var finished = job;
        assertThatThrownBy(() ->
                        engine.client().newCompleteCommand(finished).send().join())
                .satisfies(fault -> assertThat(code(fault)).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void aDecisionTellsItsRulesAndInputs() {
        var answer = engine.client()
                .newEvaluateDecisionCommand()
                .decisionId("window")
                .variables(Map.of("urgent", true))
                .send()
                .join();
        assertThat(answer.getDecisionOutput()).isEqualTo("\"PT10M\"");
        var evaluated = answer.getEvaluatedDecisions();
        assertThat(evaluated).hasSize(1);
        assertThat(evaluated.get(0).getEvaluatedInputs().get(0).getInputValue()).isEqualTo("true");
        assertThat(evaluated.get(0).getMatchedRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getRuleId()).isEqualTo("Rule_Urgent");
            assertThat(rule.getRuleIndex()).isEqualTo(1);
            assertThat(rule.getEvaluatedOutputs().get(0).getOutputValue()).isEqualTo("\"PT10M\"");
        });
        assertThatThrownBy(() -> engine.client()
                        .newEvaluateDecisionCommand()
                        .decisionId("missing")
                        .send()
                        .join())
                .satisfies(fault -> assertThat(code(fault)).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void anInstanceIsCreatedWithItsResultCancelledAndModified() {
        var client = engine.client();
        var result = client.newCreateInstanceCommand()
                .bpmnProcessId("oneTask")
                .latestVersion()
                .variables(Map.of("a", 1))
                .withResult()
                .requestTimeout(Duration.ofSeconds(10))
                .send();
        client.newCompleteCommand(activateOne())
                .variables(Map.of("b", 2))
                .send()
                .join();
        assertThat(result.join().getVariablesAsMap()).containsEntry("a", 1).containsEntry("b", 2);

        create("oneTask");
        var job = activateOne();
        client.newSetVariablesCommand(job.getProcessInstanceKey())
                .variables(Map.of("c", 3))
                .send()
                .join();
        client.newModifyProcessInstanceCommand(job.getProcessInstanceKey())
                .terminateElement(job.getElementInstanceKey())
                .and()
                .activateElement("One_Task")
                .send()
                .join();
        var again = activateOne();
        assertThat(again.getKey()).isNotEqualTo(job.getKey());
        assertThat(again.getVariablesAsMap()).containsEntry("c", 3);
        client.newCancelInstanceCommand(job.getProcessInstanceKey()).send().join();
        assertThatThrownBy(() -> client.newCompleteCommand(again).send().join())
                .satisfies(fault -> assertThat(code(fault)).isEqualTo(Status.Code.NOT_FOUND));
        assertThatThrownBy(() -> client.newCreateInstanceCommand()
                        .bpmnProcessId("missing")
                        .latestVersion()
                        .send()
                        .join())
                .satisfies(fault -> assertThat(code(fault)).isEqualTo(Status.Code.NOT_FOUND));
        assertThat(client.newTopologyRequest().send().join().getBrokers()).hasSize(1);
    }

    @Test
    void aSnapshotLetsTheLogGoAndTheStateSurvives() throws Exception {
        create("oneTask");
        var instances = new AtomicInteger(1);
        for (int i = 0; i < 20; i++) {
            create("tenTasks");
            instances.incrementAndGet();
        }
        engine.engine().snapshot();
        create("oneTask");
        engine.engine().snapshot();
        try (var kept = Files.list(folder.resolve("snapshots"))) {
            assertThat(kept).hasSize(1);
        }
        Files.createDirectories(folder.resolve("snapshots").resolve("99999999999999999999.tmp"));
        engine.restart();
        assertThat(folder.resolve("snapshots").resolve("99999999999999999999.tmp"))
                .doesNotExist();
        assertThat(activate("test.one", Duration.ofSeconds(1))).hasSize(2);
        assertThat(engine.engine().isHealthy()).isTrue();
    }

    @Test
    void aDamagedSnapshotIsNotUsed() throws Exception {
        create("oneTask");
        engine.engine().snapshot();
        engine.close();
        try (var kept = Files.list(folder.resolve("snapshots"))) {
            var snapshot = kept.findFirst().orElseThrow();
            Files.writeString(snapshot.resolve("CURRENT"), "MANIFEST-000000\n");
        }
        // here the whole log is still there, so that everything can be replayed
        engine = new EngineUnderTest(folder, clock);
        assertThat(activate("test.one", Duration.ofSeconds(1))).hasSize(1);
    }

    @Test
    void aSecondEngineInTheFolderIsRefused() {
        assertThatExceptionOfType(EngineFolderLockedException.class)
                .isThrownBy(() -> EmbeddedEngine.start(EmbeddedEngineSettings.in(folder)))
                .withMessageContaining("is in use by another process");
    }

    @Test
    void aPortInUseIsSaidAndEverythingIsReleased(@TempDir Path other) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = EmbeddedEngineSettings.in(other);
            assertThatExceptionOfType(EngineStartException.class)
                    .isThrownBy(() -> EmbeddedEngine.start(settings.withPorts(taken.getLocalPort(), 0)))
                    .withMessageContaining("Port " + taken.getLocalPort());
            assertThatExceptionOfType(EngineStartException.class)
                    .isThrownBy(() -> EmbeddedEngine.start(settings.withPorts(0, taken.getLocalPort())))
                    .withMessageContaining("user-task endpoint");
            EmbeddedEngine.start(settings).close();
        }
    }

    @Test
    void closingIsQuickAndCanBeRepeated() {
        create("oneTask");
        var held = engine.client()
                .newActivateJobsCommand()
                .jobType("test.nothing")
                .maxJobsToActivate(1)
                .requestTimeout(Duration.ofSeconds(8))
                .send();
        long begun = System.nanoTime();
        engine.engine().close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThat(engine.engine().isHealthy()).isFalse();
        engine.engine().close();
        assertThat(held.toCompletableFuture()).isDone();
    }
}
