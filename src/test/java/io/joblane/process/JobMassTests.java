package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest job there is, on the embedded engine. */
class JobMassTests extends JobProcessTest {
    private static final Logger log = LoggerFactory.getLogger(JobMassTests.class);
    private static final int AGENTS = 200;

    @Test
    void aJobOfTwoHundredAgentsIsFilled() throws Exception {
        List<UUID> agents = workers(AGENTS);
        List<UUID> spare = workers(10);
        long posted = System.nanoTime();
        UUID job = post(order(AGENTS, now().plus(Duration.ofDays(5)), Urgency.URGENT, null));
        awaitLong(
                "every offer is a task",
                () -> count(
                                "SELECT count(*) FROM user_task WHERE job_id = ? AND element_id = 'Task_AnswerOffer' AND state = 'open'",
                                job)
                        == AGENTS + spare.size());
        long asked = System.nanoTime();

        // Each tap waits for the job's row with a connection in hand, and the tests have six.
        try (ExecutorService phones = Executors.newFixedThreadPool(3)) {
            List<Callable<Void>> taps = new ArrayList<>();
            agents.forEach(agent -> taps.add(() -> {
                accept(job, agent);
                return null;
            }));
            for (Future<Void> tap : phones.invokeAll(taps)) {
                tap.get();
            }
        }

        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        long filled = System.nanoTime();
        awaitLong(
                "everybody is told",
                () -> count(
                                        "SELECT count(*) FROM notification WHERE job_id = ? AND event IN ('job_confirmed', 'job_filled') AND channel = 'in_app'",
                                        job)
                                == AGENTS + spare.size()
                        && count(
                                        "SELECT count(*) FROM user_task WHERE job_id = ? AND element_id = 'Task_AnswerOffer' AND state = 'open'",
                                        job)
                                == 0);
        log.info(
                "{} offers on phones after {} ms, accepted in {} ms, everybody told and the rest taken back {} ms later",
                AGENTS + spare.size(),
                (asked - posted) / 1_000_000,
                (filled - asked) / 1_000_000,
                (System.nanoTime() - filled) / 1_000_000);
        assertThat(count("SELECT count(*) FROM assignment WHERE job_id = ? AND active", job))
                .isEqualTo(AGENTS);
        awaitLong(
                "those who were not fast enough hear it",
                () -> spare.stream().allMatch(agent -> toldOf(agent, job, "job_filled") == 1));
        awaitLong(
                "every visit has begun",
                () -> ids("SELECT id FROM assignment WHERE job_id = ?", job).stream()
                        .allMatch(id -> runs("jobVisitProcess", id)));
        cancelJob(job);
        awaitLong(
                "every visit has ended",
                () -> ids("SELECT id FROM assignment WHERE job_id = ?", job).stream()
                        .noneMatch(id -> runs("jobVisitProcess", id)));
    }

    private static void awaitLong(String what, java.util.function.Supplier<Boolean> look) {
        AssertionError last = new AssertionError(what);
        for (int i = 0; i < 5; i++) {
            try {
                await(what, look);
                return;
            } catch (AssertionError e) {
                last = e;
            }
        }
        throw last;
    }
}
