package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who goes changes after the offers: withdrawn, assigned or removed by hand. */
class JobStaffPathTests extends JobProcessTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void whoWithdrawsIsReplacedByOneWhoWasTooLateBefore() {
        List<UUID> agents = workers(3);
        UUID job = post(1, WEEK);
        agents.forEach(agent -> offer(job, agent));
        accept(job, agents.get(0));
        settle();

        assertThat(withdraw(job, agents.get(0)).status()).isEqualTo(JobAssignmentStatus.WITHDRAWN);

        assertThat(job(job).status()).isEqualTo(JobStatus.OPEN);
        assertThat(count("SELECT count(*) FROM availability WHERE ? = ANY (jobs) AND deleted_at IS NULL", job))
                .isZero();
        offer(job, agents.get(1));
        settle();
        assertThat(asked(job)).containsExactlyInAnyOrder(agents.get(1), agents.get(2));
        accept(job, agents.get(2));
        settle();
        assertThat(wayOf(job)).containsExactly("open", "filled", "open", "filled");
        assertThat(toldOf(agents.get(2), job, "job_confirmed")).isOne();
    }

    @Test
    void withdrawingEndsADayBefore() {
        UUID agent = worker(1);
        UUID job = post(1, Duration.ofHours(25));
        accept(job, agent);
        pass(Duration.ofHours(1).plusMinutes(1));

        assertThatThrownBy(() -> withdraw(job, agent))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("too_late_to_withdraw"));

        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
    }

    @Test
    void theOfficeAssignsAndTheOpenOfferEnds() {
        List<UUID> agents = workers(3);
        UUID job = post(2, WEEK);
        OpenTask open = offer(job, agents.get(0));

        assignByOffice(job, agents.get(0));

        settle();
        assertThat(findTask(job, ANSWER, agents.get(0)))
                .as("the question is settled")
                .isEmpty();
        assertThat(answer(open, "accepted").kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(offerStatus(job, agents.get(0))).isEqualTo("withdrawn");
        assignByOffice(job, agents.get(1));
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(offerStatus(job, agents.get(2))).isEqualTo("filled");
        assertThatThrownBy(() -> assignByOffice(job, agents.get(2)))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("job_filled"));
    }

    @Test
    void theOfficeRemovesAndTheSearchGoesOnWithoutThatAgent() {
        List<UUID> agents = workers(2);
        UUID job = post(1, WEEK);
        accept(job, agents.get(0));
        settle();

        removeByOffice(job, agents.get(0));

        offer(job, agents.get(1));
        settle();
        assertThat(asked(job)).containsExactly(agents.get(1));
        assertThat(toldOf(agents.get(0), job, "job_released")).isOne();
        assertThat(current(job, agents.get(0))).isEmpty();
        assertThat(runs(
                        "jobVisitProcess",
                        ids("SELECT id FROM assignment WHERE job_id = ?", job).get(0)))
                .isFalse();
        accept(job, agents.get(1));
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
    }

    @Test
    void aChangedTimeThatIsNotConfirmedReopensTheSlot() {
        List<UUID> agents = workers(2);
        UUID job = post(1, WEEK);
        accept(job, agents.get(0));
        settle();
        UUID assignment = current(job, agents.get(0)).orElseThrow().id();

        assertThat(in(() -> jobs.reopenSlot(assignment, "not confirmed"))).isTrue();
        assertThat(in(() -> jobs.reopenSlot(assignment, "not confirmed")))
                .as("once")
                .isFalse();

        accept(job, agents.get(1));
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(toldOf(agents.get(0), job, "job_released")).isOne();
    }

    @Test
    void nobodyIsBookedTwice() {
        UUID agent = worker(1);
        UUID first = post(1, WEEK);
        UUID second = post(1, WEEK.plusHours(1));
        offer(first, agent);
        OpenTask other = offer(second, agent);

        accept(first, agent);

        Verdict refused = answer(other, "accepted");
        assertThat(refused.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(refused.reason()).isEqualTo("You are booked at that time already.");
        assertThat(job(second).agentsAssigned()).isZero();
        assertThatThrownBy(() -> assignByOffice(second, agent))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("agent_busy"));
    }

    @Test
    void whoIsAwayMeanwhileCannotAccept() {
        UUID agent = worker(1);
        UUID job = post(1, WEEK);
        OpenTask open = offer(job, agent);
        in(() -> world.jdbc
                .sql(
                        "INSERT INTO availability (id, agent_id, date, available, away, source, version) VALUES (gen_random_uuid(), ?, ?, false, true, 'time_off', 0)")
                .param(agent)
                .param(java.sql.Date.valueOf(job(job).workDate()))
                .update());

        assertThat(answer(open, "accepted").reason()).isEqualTo("You are away on that day.");
        assertThat(job(job).agentsAssigned()).isZero();
    }
}
