package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobStatus;
import io.joblane.testing.TestSkies;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The company's instances are gone, as after a restore, and every job goes on from where its rows say it stands. */
class JobRestorePathTests extends JobPathTest {
    @Test
    void aHeldJobWaitsForAnAdminAgain() {
        skies.become(company(), TestSkies.hurricane(now()));
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        OpenTask before = officeTask(job, HOLD);
        startAgain();
        OpenTask hold = officeTask(job, HOLD);
        assertThat(hold.id()).isNotEqualTo(before.id());
        assertThat(answer(hold, "release").kind()).isEqualTo(Verdict.Kind.DONE);
        accept(job, agent);
        awaitJob(job, JobStatus.FILLED);
    }

    @Test
    void aJobThatWantsAgentsAsksWhoHadNotAnsweredAgainAndNotWhoDeclined() {
        List<UUID> agents = workers(3);
        UUID job = post(survey(2, morning(3), null));
        accept(job, agents.get(0));
        decline(job, agents.get(1));
        OpenTask before = offer(job, agents.get(2));
        startAgain();
        assertThat(offer(job, agents.get(2)).id()).isNotEqualTo(before.id());
        assertThat(findTask(job, ANSWER, agents.get(1))).isEmpty();
        assertThat(findTask(job, ANSWER, agents.get(0))).isEmpty();
        accept(job, agents.get(2));
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(toldOf(agents.get(0), job, "job_confirmed")).isOne();
    }

    @Test
    void aJobThatAnAdminIsToDecideOnIsPutBeforeThemAgain() {
        UUID job = post(survey(1, morning(3), null));
        settle();
        passTo(morning(3).minus(Duration.ofHours(12)).plusSeconds(1));
        officeTask(job, DECIDE);
        startAgain();
        assertThat(answer(officeTask(job, DECIDE), "cancel").kind()).isEqualTo(Verdict.Kind.DONE);
        awaitJob(job, JobStatus.CANCELLED);
        assertOver(job);
    }

    @Test
    void aFilledJobGoesOnToItsSignOffAndNobodyIsToldTwice() {
        List<UUID> agents = workers(2);
        UUID job = filled(agents, agents.get(0));
        startAgain();
        workAll(job, agents);
        assertThat(toldOf(agents.get(0), job, "job_confirmed")).isOne();
        assertThat(answer(jobTask(job, SIGN_OFF, agents.get(0)), "done").kind()).isEqualTo(Verdict.Kind.DONE);
        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
    }

    @Test
    void aJobUnderWayGoesOn() {
        List<UUID> agents = workers(2);
        UUID job = filled(agents, null);
        passTo(job(job).arrivalAt());
        checkIn(job, agents.get(0));
        awaitJob(job, JobStatus.IN_PROGRESS);
        startAgain();
        checkIn(job, agents.get(1));
        checkOut(job, agents.get(0));
        checkOut(job, agents.get(1));
        assertThat(answer(officeTask(job, SIGN_OFF_INSTEAD), "done").kind()).isEqualTo(Verdict.Kind.DONE);
        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
    }

    @Test
    void aJobToBeSignedOffIsPutBeforeItsLeadAgentAgain() {
        UUID lead = worker(1);
        UUID job = filled(List.of(lead), lead);
        workAll(job, List.of(lead));
        OpenTask before = jobTask(job, SIGN_OFF, lead);
        startAgain();
        OpenTask again = jobTask(job, SIGN_OFF, lead);
        assertThat(again.id()).isNotEqualTo(before.id());
        assertThat(answer(again, "done").kind()).isEqualTo(Verdict.Kind.DONE);
        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
    }

    @Test
    void whatIsOverStaysOver() {
        UUID agent = worker(1);
        UUID cancelled = post(survey(1, morning(3), null));
        offer(cancelled, agent);
        cancelJob(cancelled);
        assertOver(cancelled);
        UUID completed = filled(List.of(agent), null);
        workAll(completed, List.of(agent));
        answer(officeTask(completed, SIGN_OFF_INSTEAD), "done");
        assertOver(completed);

        startAgain();

        assertThat(isRunning(cancelled)).isFalse();
        assertThat(isRunning(completed)).isFalse();
        assertThat(toldOf(agent, cancelled, "job_cancelled")).isOne();
    }

    private void startAgain() {
        settle();
        startAgainAsAfterARestore();
        settle();
    }
}
