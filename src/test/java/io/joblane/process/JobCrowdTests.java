package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As many agents as a job may want. */
class JobCrowdTests extends JobPathTest {
    private static final Logger log = LoggerFactory.getLogger(JobCrowdTests.class);
    private static final int CROWD = 200;
    /** At once: each waits for the job with a connection of its own, and the workers need some of the six as well. */
    private static final int PHONES = 3;

    @Test
    void aJobForTwoHundredIsFilledByThem() throws Exception {
        List<UUID> agents = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            agents.add(worker(1 + i * 0.05));
        }
        long posted = System.nanoTime();
        UUID job = post(order(CROWD, morning(3), Urgency.URGENT, null));
        await("everybody is asked", () -> openOffers(job) == CROWD, Duration.ofMinutes(2));
        long asked = System.nanoTime();

        List<Future<Verdict>> taps = new ArrayList<>();
        try (ExecutorService phones = Executors.newFixedThreadPool(PHONES)) {
            for (UUID agent : agents) {
                taps.add(phones.submit(() -> {
                    OpenTask offer = offer(job, agent);
                    return answer(offer, "accepted");
                }));
            }
        }
        for (Future<Verdict> tap : taps) {
            assertThat(tap.get().kind()).isEqualTo(Verdict.Kind.DONE);
        }
        long filled = System.nanoTime();
        awaitJob(job, JobStatus.FILLED);
        await("everybody is told", () -> confirmed(job) == CROWD, Duration.ofMinutes(2));
        long told = System.nanoTime();

        log.info(
                "A job for {} agents: asked after {} ms, accepted by all after {} ms more, all confirmed after {} ms more",
                CROWD,
                millis(posted, asked),
                millis(asked, filled),
                millis(filled, told));
        assertThat(job(job).agentsAssigned()).isEqualTo(CROWD);
        assertThat(count("SELECT count(*) FROM assignment WHERE job_id = ? AND active", job))
                .isEqualTo(CROWD);
        await("every visit is begun", () -> visitsBegun(job) == CROWD, Duration.ofMinutes(2));
        cancelJob(job);
        await("it is over", () -> !isRunning(job), Duration.ofMinutes(2));
        await("every visit is over", () -> visitsBegun(job) == 0, Duration.ofMinutes(2));
    }

    private int openOffers(UUID job) {
        return count(
                "SELECT count(*) FROM user_task WHERE job_id = ? AND element_id = ? AND state = 'open' AND assignee IS NOT NULL",
                job,
                ANSWER);
    }

    private int confirmed(UUID job) {
        return count(
                "SELECT count(*) FROM notification WHERE job_id = ? AND event = 'job_confirmed' AND channel = 'in_app'",
                job);
    }

    private int visitsBegun(UUID job) {
        return (int) ids("SELECT id FROM assignment WHERE job_id = ?", job).stream()
                .filter(id -> runs("jobVisitProcess", id))
                .count();
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }

    private static void await(String what, java.util.function.Supplier<Boolean> look, Duration patience) {
        Instant until = Instant.now().plus(patience);
        while (!look.get()) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("Waited " + patience + " in vain: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
