package io.joblane.job.domain;

import io.joblane.customer.Customers;
import io.joblane.job.JobAssignment;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A job under its lock: the one place where it is read to be changed, saved, and its change logged. */
@Component
class JobStore {
    private final JobTable table;
    private final JobLog log;
    private final Customers customers;

    JobStore(JobTable table, JobLog log, Customers customers) {
        this.table = table;
        this.log = log;
        this.customers = customers;
    }

    /** @throws Problem 404 */
    Job lock(UUID id) {
        return table.lock(id).orElseThrow(JobStore::notFound);
    }

    Optional<Job> find(UUID id) {
        return table.find(id);
    }

    /** @throws Problem 404 */
    Job get(UUID id) {
        return find(id).orElseThrow(JobStore::notFound);
    }

    /** A number for the job, its row, and the first line of its log. */
    Job post(Job draft) {
        Job posted = table.insert(new Job(
                draft.id(),
                "J-%06d".formatted(table.nextReference()),
                draft.status(),
                draft.order(),
                draft.workDate(),
                0,
                draft.limits(),
                draft.filling(),
                draft.weather(),
                draft.course(),
                null,
                null,
                draft.recurrenceId(),
                draft.copiedFrom(),
                0));
        log.statusChange(null, posted, null, posted.course().postedAt(), null);
        UUID customer = posted.order().customerId();
        if (customer != null) {
            customers.booked(customer);
        }
        return posted;
    }

    Job save(Job job) {
        return table.update(job);
    }

    /** Saves {@code after} and logs the step from {@code before} to it, where the status is another. */
    Job move(Job before, Job after, @Nullable JobAssignment about, Instant at, @Nullable String reason) {
        Job saved = table.update(after);
        if (before.status() != after.status()) {
            log.statusChange(before.status(), saved, about, at, reason);
        }
        return saved;
    }

    static Problem notFound() {
        return Problem.notFound("job_not_found", "There is no such job.");
    }

    /** It is too late for what was asked. */
    static Problem over(Job job) {
        String status = LowerCase.of(job.status());
        return Problem.conflict(
                "job_" + status, "Job " + job.reference() + " is " + status.replace('_', ' ') + ": too late.");
    }
}
