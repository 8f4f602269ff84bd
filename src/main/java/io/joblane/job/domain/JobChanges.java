package io.joblane.job.domain;

import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobOrder;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.shared.Problem;
import io.joblane.workforce.Availabilities;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Changes a job that is not over. Whoever goes keeps their slot where their time allows it, and is asked to confirm a new time;
 * whoever was asked is asked anew where the question is another one.
 */
@Service
public class JobChanges {
    private final JobStore jobs;
    private final JobRules rules;
    private final JobAssignmentTable assignments;
    private final OfferTable offers;
    private final Slots slots;
    private final Availabilities days;
    private final JobLog log;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    JobChanges(
            JobStore jobs,
            JobRules rules,
            JobAssignmentTable assignments,
            OfferTable offers,
            Slots slots,
            Availabilities days,
            JobLog log,
            Outbox outbox,
            Clock clock,
            Transactions transactions) {
        this.jobs = jobs;
        this.rules = rules;
        this.assignments = assignments;
        this.offers = offers;
        this.slots = slots;
        this.days = days;
        this.log = log;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    /**
     * @param change from what is wanted now to what shall be
     * @param expectedVersion the version the caller has seen; null where any will do
     * @throws Problem 404, 409 where it is too late for this change, 412 where the version is another, 422 for what cannot be
     */
    @Admin
    public JobView change(UUID id, UnaryOperator<JobOrder> change, @Nullable Integer expectedVersion) {
        Job seen = transactions.run(() -> jobs.get(id));
        // The engine is asked before the transaction. Limits depend on the urgency alone.
        JobOrder wanted = change.apply(seen.order());
        JobLimits limits = wanted.urgency() == seen.order().urgency() ? seen.limits() : rules.limits(wanted.urgency());
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            Versions.check(job.version(), expectedVersion);
            JobOrder order = rules.checked(change.apply(job.order()));
            JobDifference difference = JobDifference.between(job.order(), order);
            if (difference.isNone()) {
                return job.view();
            }
            requireChangeable(job, order, difference);
            return store(job, order, limits, difference).view();
        });
    }

    /** Fewer agents are enough; for a step of the process. */
    Job lower(Job job, int number) {
        JobOrder order = job.order().withAgentsRequired(number);
        JobDifference difference = JobDifference.between(job.order(), order);
        if (difference.isNone()) {
            return job;
        }
        requireChangeable(job, order, difference);
        return store(job, order, job.limits(), difference);
    }

    private void requireChangeable(Job job, JobOrder order, JobDifference difference) {
        if (job.status().isOver()) {
            throw JobStore.over(job);
        }
        if (difference.arrival()) {
            rules.requireFuture(order.arrivalAt());
        }
        if (job.status() == JobStatus.IN_PROGRESS && difference.concernsWho()) {
            throw Problem.conflict(
                    "job_in_progress",
                    "The work has begun: time, place, skills and urgency stay as they are. Title, instructions, lead agent and number can change.");
        }
        if (order.agentsRequired() < job.agentsAssigned()) {
            throw Problem.conflict(
                    "more_agents_assigned",
                    job.agentsAssigned() + " agents go already. Remove some of them before you lower the number.");
        }
    }

    private Job store(Job before, JobOrder order, JobLimits limits, JobDifference difference) {
        Job changed = before.with(order, rules.workDate(order), limits);
        if (difference.time() || difference.place()) {
            changed = changed.with(WeatherNote.UNKNOWN);
        }
        if (difference.concernsWho()) {
            changed = changed.with(Filling.anew(clock.instant()));
            offers.closeOpen(before.id(), OfferStatus.WITHDRAWN, "changed");
        }
        Job saved = jobs.move(before, changed.restaffed(clock.instant()), null, clock.instant(), "changed");
        log.event(saved, "changed", String.join(", ", difference.names()), null);
        if (difference.time()) {
            saved = moveAgents(saved, difference.arrival());
        }
        if (difference.concernsWho() || difference.lead()) {
            outbox.message("job.changed", saved.id());
        } else if (saved.status() != before.status()) {
            tellStaffing(saved);
        }
        outbox.message("job.amended", saved.id());
        return saved;
    }

    private void tellStaffing(Job saved) {
        if (saved.status() == JobStatus.OPEN) {
            outbox.message("job.slotReopened", saved.id());
        } else {
            outbox.message("job.filled", saved.id());
        }
    }

    /** Who has something else to do at the new time is taken off. */
    private Job moveAgents(Job job, boolean askAgain) {
        Job now = job;
        List<JobAssignment> active = assignments.active(job.id());
        for (JobAssignment assignment : active) {
            if (assignment.status() != JobAssignmentStatus.ACCEPTED) {
                continue;
            }
            if (!assignments.fits(assignment, job.during())) {
                now = slots.free(now, assignment, JobAssignmentStatus.REMOVED, "not free at the new time");
                outbox.message("job.agentReleased", job.id());
                continue;
            }
            assignments.move(assignment.id(), job.during(), assignment.confirmed() && !askAgain);
            days.unblock(job.id(), assignment.agentId());
            days.block(assignment.agentId(), job.id(), job.workDate());
            if (askAgain) {
                outbox.message("job.timeChanged", assignment.id());
            }
        }
        return now;
    }
}
