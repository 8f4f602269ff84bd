package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.customer.Customers;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.invoicing.domain.Invoice;
import io.joblane.invoicing.domain.InvoiceFilter;
import io.joblane.invoicing.domain.InvoiceService;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Urgency;
import io.joblane.shared.Problem;
import io.joblane.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How a job ends: signed off by its lead agent or an admin, or called off at any point. */
class JobEndPathTests extends JobProcessTest {
    @Autowired
    Customers customers;

    @Autowired
    InvoiceService invoices;

    @Test
    void theLeadAgentSignsOffWhenTheLastOneIsDone() {
        List<UUID> agents = workers(2);
        UUID lead = worker(90);
        UUID job = post(order(2, now().plus(Duration.ofHours(20)), Urgency.STANDARD, lead));
        agents.forEach(agent -> accept(job, agent));
        settle();
        passTo(job(job).arrivalAt());

        work(job, agents.get(0));
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(findTask(job, SIGN_OFF, null)).isEmpty();
        work(job, agents.get(1));
        OpenTask signOff = jobTask(job, SIGN_OFF, lead);
        pass(Duration.ofHours(4).plusMinutes(1));
        assertThat(toldOf(lead, job, "job_sign_off")).as("reminded").isOne();
        assertThat(answer(signOff, "done", "{\"notes\": \"all tiles in place\"}")
                        .kind())
                .isEqualTo(Verdict.Kind.DONE);

        assertOver(job);
        JobView done = job(job);
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.signedOffBy()).isEqualTo("Tester (agent)");
        assertThat(done.signOffNotes()).isEqualTo("all tiles in place");
        assertThat(wayOf(job)).containsExactly("open", "filled", "in_progress", "completed");
    }

    @Test
    void whoOrderedTheJobGetsAnInvoiceForTheWork() {
        UUID agent = worker(1);
        UUID job = post(order(1, now().plus(Duration.ofHours(20)), Urgency.STANDARD, agent));
        UUID customer = in(() -> customers.findOrCreate("Carla Customer", "carla@jobs.example", "+1 555 0199"));
        in(() -> world.jdbc
                .sql("UPDATE job SET customer_id = ? WHERE id = ?")
                .params(customer, job)
                .update());
        accept(job, agent);
        settle();
        passTo(job(job).arrivalAt());
        work(job, agent);
        answer(jobTask(job, SIGN_OFF, agent), "done");
        assertOver(job);

        Invoice invoice = World.as(
                        World.admin(),
                        () -> in(() ->
                                invoices.page(new InvoiceFilter(null, job, null, null, null, null, null, null), 5)))
                .getFirst();
        assertThat(invoice.customerId()).isEqualTo(customer);
        // An hour is charged at least.
        assertThat(invoice.total()).isEqualByComparingTo("60.00");
        assertThat(invoice.lines().getFirst().text()).contains("1.00 h at 60.00");
    }

    @Test
    void anAdminSignsOffForALeadAgentWhoDoesNot() {
        UUID agent = worker(1);
        UUID job = post(order(1, now().plus(Duration.ofHours(20)), Urgency.STANDARD, agent));
        accept(job, agent);
        settle();
        passTo(job(job).arrivalAt());
        work(job, agent);
        jobTask(job, SIGN_OFF, agent);

        pass(Duration.ofDays(1).plusMinutes(1));

        OpenTask instead = officeTask(job, SIGN_OFF_INSTEAD);
        assertThat(instead.candidateGroups()).containsExactly("admin");
        assertThat(answer(instead, "done").kind()).isEqualTo(Verdict.Kind.DONE);
        assertOver(job);
        assertThat(job(job).signedOffBy()).isEqualTo("Ada (admin)");
    }

    @Test
    void anotherLeadAgentGetsTheTaskAndWithoutOneAnAdmin() {
        List<UUID> agents = workers(2);
        UUID job = post(order(1, now().plus(Duration.ofHours(20)), Urgency.STANDARD, agents.get(0)));
        accept(job, agents.get(0));
        settle();
        passTo(job(job).arrivalAt());
        work(job, agents.get(0));
        jobTask(job, SIGN_OFF, agents.get(0));

        change(job, now -> lead(now, agents.get(1)));
        jobTask(job, SIGN_OFF, agents.get(1));
        settle();
        assertThat(findTask(job, SIGN_OFF, agents.get(0))).isEmpty();
        change(job, now -> lead(now, null));

        assertThat(answer(officeTask(job, SIGN_OFF_INSTEAD), "done").kind()).isEqualTo(Verdict.Kind.DONE);
        assertOver(job);
    }

    @Test
    void aJobThatNobodyChecksOutOfIsSignedOffAfterItsTimeAndFreesItsAgents() {
        UUID agent = worker(1);
        UUID job = post(order(1, now().plus(Duration.ofHours(20)), Urgency.STANDARD, null));
        accept(job, agent);
        settle();

        passTo(job(job).arrivalAt().plus(Duration.ofHours(4)).plusSeconds(1));

        assertThat(answer(officeTask(job, SIGN_OFF_INSTEAD), "done").kind()).isEqualTo(Verdict.Kind.DONE);
        assertOver(job);
        assertThat(count("SELECT count(*) FROM assignment WHERE job_id = ? AND status = 'no_show'", job))
                .isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"OPEN", "FILLED", "IN_PROGRESS"})
    void itMayBeCalledOffUntilItIsOver(JobStatus status) {
        List<UUID> agents = workers(3);
        UUID job = post(2, Duration.ofDays(3));
        accept(job, agents.get(0));
        offer(job, agents.get(2));
        if (status != JobStatus.OPEN) {
            accept(job, agents.get(1));
            settle();
        }
        if (status == JobStatus.IN_PROGRESS) {
            work(job, agents.get(1));
        }
        awaitJob(job, status);

        cancelJob(job);

        assertOver(job);
        JobView off = job(job);
        assertThat(off.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(off.cancellationReason()).isEqualTo("no longer needed");
        assertThat(off.cancelledBy()).isEqualTo("Ada (admin)");
        assertThat(toldOf(agents.get(0), job, "job_cancelled")).isOne();
        assertThat(toldOf(agents.get(2), job, "job_cancelled")).isEqualTo(status == JobStatus.OPEN ? 1 : 0);
        assertThat(cancelJob(job).version()).as("a repeat changes nothing").isEqualTo(off.version());
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"COMPLETED", "EXPIRED"})
    void whatIsOverIsNotCalledOff(JobStatus status) {
        UUID agent = worker(1);
        UUID job = post(1, Duration.ofHours(5));
        if (status == JobStatus.COMPLETED) {
            accept(job, agent);
            settle();
            passTo(job(job).arrivalAt());
            work(job, agent);
            answer(officeTask(job, SIGN_OFF_INSTEAD), "done");
        } else {
            passTo(job(job).arrivalAt().plusSeconds(1));
        }
        assertOver(job);

        assertThatThrownBy(() -> cancelJob(job))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("job_" + lower(status)));
        assertThat(job(job).status()).isEqualTo(status);
    }

    static io.joblane.job.JobOrder lead(io.joblane.job.JobOrder now, @org.jspecify.annotations.Nullable UUID lead) {
        return new io.joblane.job.JobOrder(
                now.title(),
                now.type(),
                now.site(),
                now.arrivalAt(),
                now.minutes(),
                now.agentsRequired(),
                lead,
                now.requiredSkills(),
                now.instructions(),
                now.urgency(),
                now.customerId());
    }
}
