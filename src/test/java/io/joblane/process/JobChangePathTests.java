package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.testing.TestSkies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cancelled wherever it stands, and moved to another time. */
class JobChangePathTests extends JobPathTest {
    @Test
    void cancelledWhileHeldBack() {
        skies.become(company(), TestSkies.hurricane(now()));
        UUID job = post(survey(1, morning(3), null));
        officeTask(job, HOLD);
        cancelled(job);
    }

    @Test
    void cancelledWhileAgentsAreAsked() {
        List<UUID> agents = workers(3);
        UUID job = post(survey(2, morning(3), null));
        accept(job, agents.get(0));
        decline(job, agents.get(1));
        offer(job, agents.get(2));
        cancelled(job);
        assertThat(toldOf(agents.get(0), job, "job_cancelled")).isOne();
        assertThat(toldOf(agents.get(1), job, "job_cancelled")).as("declined").isZero();
        assertThat(toldOf(agents.get(2), job, "job_cancelled")).isOne();
        assertThat(offerStatus(job, agents.get(2))).isEqualTo("withdrawn");
        assertThat(assignmentsOf(job)).containsExactly(JobAssignmentStatus.CANCELLED);
    }

    @Test
    void cancelledWhileAnAdminIsToDecide() {
        UUID job = post(survey(1, morning(3), null));
        settle();
        passTo(morning(3).minus(Duration.ofHours(12)).plusSeconds(1));
        officeTask(job, DECIDE);
        cancelled(job);
    }

    @Test
    void cancelledWhenFilled() {
        List<UUID> agents = workers(2);
        UUID job = filled(agents, null);
        cancelled(job);
        agents.forEach(agent -> assertThat(toldOf(agent, job, "job_cancelled")).isOne());
    }

    @Test
    void cancelledWhileTheWorkGoesOn() {
        List<UUID> agents = workers(2);
        UUID job = filled(agents, null);
        passTo(job(job).arrivalAt());
        checkIn(job, agents.get(0));
        awaitJob(job, JobStatus.IN_PROGRESS);
        cancelled(job);
        agents.forEach(agent -> assertThat(toldOf(agent, job, "job_cancelled")).isOne());
    }

    @Test
    void cancelledWhenItIsToBeSignedOff() {
        UUID agent = worker(1);
        UUID job = filled(List.of(agent), agent);
        workAll(job, List.of(agent));
        jobTask(job, SIGN_OFF, agent);
        cancelled(job);
        assertThat(assignmentsOf(job)).containsExactly(JobAssignmentStatus.COMPLETED);
    }

    private void cancelled(UUID job) {
        assertThat(cancelJob(job).status()).isEqualTo(JobStatus.CANCELLED);
        cancelJob(job);
        assertOver(job);
        assertThat(wayOf(job)).last().isEqualTo("cancelled");
    }

    @Test
    void anotherTimeAsksAnewWhoeverWasAsked() {
        UUID agent = worker(1);
        UUID declined = worker(2);
        UUID job = post(survey(1, morning(3), null));
        UUID first = offer(job, agent).subjectId();
        decline(job, declined);
        settle();

        Instant later = morning(4);
        change(job, order -> at(order, later));
        settle();

        assertThat(offer(job, agent).subjectId()).isNotEqualTo(first);
        assertThat(offer(job, declined)).as("the question is another one").isNotNull();
        assertThat(toldOf(agent, job, "job_offered")).isEqualTo(2);
        accept(job, agent);
        awaitJob(job, JobStatus.FILLED);
        assertThat(job(job).arrivalAt()).isEqualTo(later);
    }

    @Test
    void whoGoesSaysWhetherTheNewTimeSuits() {
        List<UUID> agents = workers(3);
        UUID job = post(survey(2, morning(3), null));
        accept(job, agents.get(0));
        accept(job, agents.get(1));
        awaitJob(job, JobStatus.FILLED);
        settle();

        change(job, order -> at(order, morning(4)));
        settle();
        assertThat(toldOf(agents.get(0), job, "job_changed")).isOne();
        assertThat(answer(jobTask(job, CONFIRM_TIME, agents.get(0)), "confirmed").kind())
                .isEqualTo(Verdict.Kind.DONE);
        assertThat(answer(jobTask(job, CONFIRM_TIME, agents.get(1)), "declined").kind())
                .isEqualTo(Verdict.Kind.DONE);

        awaitJob(job, JobStatus.OPEN);
        accept(job, agents.get(2));
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(assignmentsOf(job))
                .containsExactly(
                        JobAssignmentStatus.ACCEPTED, JobAssignmentStatus.REMOVED, JobAssignmentStatus.ACCEPTED);
        assertThat(toldOf(agents.get(2), job, "job_confirmed")).isOne();
    }

    @Test
    void whoHasSomethingElseToDoAtTheNewTimeIsTakenOffAndReplaced() {
        UUID busy = worker(1);
        UUID job = filled(List.of(busy), null);
        // A second job that the same agent goes to, a day later.
        UUID other = post(survey(1, morning(4), null));
        accept(other, busy);
        awaitJob(other, JobStatus.FILLED);
        UUID free = worker(5);

        change(job, order -> at(order, morning(4)));

        accept(job, free);
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(toldOf(busy, job, "job_released")).isOne();
        assertThat(current(job, free)).isPresent();
    }
}
