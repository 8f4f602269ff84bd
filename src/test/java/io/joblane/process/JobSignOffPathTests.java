package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobSignOffPathTests extends JobPathTest {
    @Test
    void theLeadAgentSignsOffOnceAllHaveCheckedOut() {
        List<UUID> agents = workers(2);
        UUID job = filled(agents, agents.get(1));
        passTo(job(job).arrivalAt());
        checkIn(job, agents.get(0));
        awaitJob(job, JobStatus.IN_PROGRESS);
        checkIn(job, agents.get(1));
        checkOut(job, agents.get(0));
        settle();
        assertThat(findTask(job, SIGN_OFF, agents.get(1))).as("one is still at work").isEmpty();
        checkOut(job, agents.get(1));

        assertThat(answer(jobTask(job, SIGN_OFF, agents.get(1)), "done", "{\"notes\": \"Gate left open\"}").kind())
                .isEqualTo(Verdict.Kind.DONE);

        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
        assertThat(job(job).signOffNotes()).isEqualTo("Gate left open");
        assertThat(wayOf(job)).endsWith("filled", "in_progress", "completed");
    }

    @Test
    void anAdminSignsOffWhereTheLeadAgentLetsTheirTimePass() {
        UUID lead = worker(1);
        UUID job = filled(List.of(lead), lead);
        workAll(job, List.of(lead));
        OpenTask leads = jobTask(job, SIGN_OFF, lead);
        pass(Duration.ofHours(4).plusSeconds(1));
        assertThat(toldOf(lead, job, "job_sign_off")).isOne();
        pass(Duration.ofHours(20));

        OpenTask admins = officeTask(job, SIGN_OFF_INSTEAD);
        assertThat(admins.candidateGroups()).containsExactly("admin");
        assertThat(findTask(job, SIGN_OFF, lead)).isEmpty();
        assertThat(answer(admins, "done").kind()).isEqualTo(Verdict.Kind.DONE);

        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
        assertThat(answer(leads, "done").kind()).isNotEqualTo(Verdict.Kind.DONE);
    }

    @Test
    void withoutALeadAgentItIsAnAdmins() {
        UUID agent = worker(1);
        UUID job = filled(List.of(agent), null);
        workAll(job, List.of(agent));
        assertThat(answer(officeTask(job, SIGN_OFF_INSTEAD), "done").kind()).isEqualTo(Verdict.Kind.DONE);
        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
    }

    @Test
    void whoNeverCheckedOutIsFreedAndWhoNeverCameDidNotCome() {
        List<UUID> agents = workers(2);
        UUID job = filled(agents, null);
        passTo(job(job).arrivalAt());
        checkIn(job, agents.get(0));
        settle();
        // Expected end and two hours more.
        passTo(job(job).arrivalAt().plus(Duration.ofHours(4)).plusSeconds(1));

        assertThat(answer(officeTask(job, SIGN_OFF_INSTEAD), "done").kind()).isEqualTo(Verdict.Kind.DONE);

        awaitJob(job, JobStatus.COMPLETED);
        assertOver(job);
        assertThat(assignmentsOf(job)).containsExactly(JobAssignmentStatus.COMPLETED, JobAssignmentStatus.NO_SHOW);
    }
}
