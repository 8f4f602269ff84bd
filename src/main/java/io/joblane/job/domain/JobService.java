package io.joblane.job.domain;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.identity.Admin;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** A job's life as others take part in it: looked at, begun, ended, called off. */
@Service
public class JobService implements Jobs {
    private final JobStore jobs;
    private final JobTable table;
    private final JobAssignmentTable assignments;
    private final OfferTable offers;
    private final Slots slots;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    JobService(
            JobStore jobs,
            JobTable table,
            JobAssignmentTable assignments,
            OfferTable offers,
            Slots slots,
            Outbox outbox,
            Clock clock,
            Transactions transactions) {
        this.jobs = jobs;
        this.table = table;
        this.assignments = assignments;
        this.offers = offers;
        this.slots = slots;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Override
    public Optional<JobView> find(UUID id) {
        return jobs.find(id).map(Job::view);
    }

    @Override
    public JobView lock(UUID id) {
        return jobs.lock(id).view();
    }

    @Override
    public void workStarted(UUID jobId, Instant at) {
        transactions.run(() -> {
            Job job = jobs.lock(jobId);
            if (!job.canBecome(JobStatus.IN_PROGRESS)) {
                return job;
            }
            Job saved = jobs.move(job, job.started(at), null, at, null);
            if (job.status() == JobStatus.OPEN) {
                // Those who were asked and have not answered are too late, as if it were full.
                outbox.message("job.filled", jobId);
            }
            return saved;
        });
    }

    @Override
    public void workEnded(UUID jobId) {
        transactions.run(() -> {
            Job job = jobs.lock(jobId);
            if (!job.status().isOver() && table.unfinished(jobId) == 0) {
                outbox.message("job.workEnded", jobId);
            }
            return job;
        });
    }

    @Override
    public boolean reopenSlot(UUID assignmentId, String reason) {
        return transactions.run(() -> {
            Optional<JobAssignment> seen = assignments.find(assignmentId);
            if (seen.isEmpty()) {
                return false;
            }
            Job job = jobs.lock(seen.get().jobId());
            Optional<JobAssignment> current = assignments
                    .find(assignmentId)
                    .filter(a -> a.active() && a.status() == JobAssignmentStatus.ACCEPTED);
            current.ifPresent(a -> {
                slots.free(job, a, JobAssignmentStatus.REMOVED, reason);
                outbox.message("job.agentReleased", job.id());
            });
            return current.isPresent();
        });
    }

    /**
     * Calls the job off: frees its agents and their days, tells the process, which tells everybody. A repeat changes nothing.
     *
     * @throws io.joblane.shared.Problem 409 where it is over
     */
    @Admin
    public JobView cancel(UUID id, String reason) {
        return end(id, reason).view();
    }

    /** {@link #cancel} for a step of the process, whose task says who may do it. */
    Job end(UUID id, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            if (job.status() == JobStatus.CANCELLED) {
                return job;
            }
            if (!job.canBecome(JobStatus.CANCELLED)) {
                throw JobStore.over(job);
            }
            Instant now = clock.instant();
            assignments.active(id).forEach(a -> slots.release(job, a, JobAssignmentStatus.CANCELLED, reason));
            offers.closeOpen(id, OfferStatus.WITHDRAWN, "cancelled");
            Job saved = jobs.move(job, job.cancelled(CurrentActor.get().label(), reason, now), null, now, reason);
            outbox.message("job.cancelled", id);
            return saved;
        });
    }
}
