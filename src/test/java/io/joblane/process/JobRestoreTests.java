package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.EngineTies;
import io.joblane.engine.OpenTask;
import io.joblane.engine.Reentry;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a restore does to the engine: every instance ends, and the jobs' processes find their places from the rows. */
class JobRestoreTests extends JobProcessTest {
    @Autowired
    EngineTies ties;

    @Autowired
    List<Reentry> reentries;

    @Test
    void everyJobGoesOnFromWhereItStood() {
        List<UUID> agents = workers(4);
        UUID open = post(1, Duration.ofDays(9));
        UUID escalated = post(order(3, now().plus(Duration.ofHours(10)), Urgency.URGENT, null));
        accept(escalated, agents.get(0));
        UUID held = post(1, Duration.ofDays(12));
        UUID filled = post(1, Duration.ofDays(15));
        accept(filled, agents.get(1));
        UUID signing = post(order(1, now().plus(Duration.ofDays(20)), Urgency.STANDARD, null));
        accept(signing, agents.get(2));
        settle();
        in(() -> world.jdbc
                .sql("UPDATE job SET weather_advice = 'hold' WHERE id = ?")
                .param(held)
                .update());
        work(signing, agents.get(2));
        officeTask(signing, SIGN_OFF_INSTEAD);
        offer(open, agents.get(3));
        UUID over = post(1, Duration.ofDays(3));
        cancelJob(over);
        settle();

        putBack();

        offer(open, agents.get(3));
        accept(open, agents.get(3));
        officeTask(held, HOLD);
        assertThat(findTask(held, ANSWER, null)).isEmpty();
        OpenTask sign = officeTask(signing, SIGN_OFF_INSTEAD);
        assertThat(answer(sign, "done").kind()).isEqualTo(Verdict.Kind.DONE);
        assertOver(signing);
        settle();
        assertThat(job(open).status()).isEqualTo(JobStatus.FILLED);
        assertThat(isRunning(escalated)).isTrue();
        assertThat(isRunning(filled)).isTrue();
        assertThat(isRunning(over)).isFalse();
        withdraw(filled, agents.get(1));
        awaitJob(filled, JobStatus.OPEN);
        offer(filled, agents.get(0));
    }

    private void putBack() {
        Set<Long> instances = in(() -> transactions.run(() -> ties.instances()));
        in(() -> ties.cancel(instances));
        in(() -> transactions.run(() -> {
            ties.cut();
            return reentries.stream().mapToInt(Reentry::startAgain).sum();
        }));
    }
}
