package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.engine.Outbox;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.Availabilities;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A job's slots: who takes one and who frees one. Every call is made under the job's lock, with a job that has a free slot, or an
 * assignment that holds its agent; whoever calls has looked.
 */
@Component
class Slots {
    private final JobStore jobs;
    private final JobTable table;
    private final JobAssignmentTable assignments;
    private final Availabilities days;
    private final JobLog log;
    private final Companies companies;
    private final Outbox outbox;
    private final Clock clock;

    Slots(
            JobStore jobs,
            JobTable table,
            JobAssignmentTable assignments,
            Availabilities days,
            JobLog log,
            Companies companies,
            Outbox outbox,
            Clock clock) {
        this.jobs = jobs;
        this.table = table;
        this.assignments = assignments;
        this.days = days;
        this.log = log;
        this.companies = companies;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** How an agent comes to a slot. */
    record Claim(
            UUID agentId,
            @Nullable UUID offerId,
            String method,
            Instant at,
            @Nullable String reason) {}

    /**
     * @param wasAway whether the agent was away on that day
     */
    record Taken(Job job, JobAssignment assignment, boolean wasAway) {}

    /** @return empty where the agent's time is not free */
    Optional<Taken> take(Job job, Claim claim) {
        JobAssignment assignment = new JobAssignment(
                Ids.next(),
                job.id(),
                claim.agentId(),
                claim.offerId(),
                JobAssignmentStatus.ACCEPTED,
                true,
                job.during(),
                claim.method(),
                true,
                CurrentActor.get().label(),
                claim.at(),
                null,
                null,
                null,
                claim.reason());
        if (!assignments.add(assignment)) {
            return Optional.empty();
        }
        log.ofAgent(job, "assigned", claim.agentId(), assignment.id(), claim.reason());
        Job saved = jobs.move(job, job.slotTaken(clock.instant()), assignment, clock.instant(), claim.reason());
        boolean away = days.block(claim.agentId(), job.id(), job.workDate());
        announce(saved, assignment);
        if (saved.status() != job.status()) {
            outbox.message("job.filled", saved.id());
        }
        return Optional.of(new Taken(saved, assignment, away));
    }

    /** Starts the process of what this agent does for the job. */
    void announce(Job job, JobAssignment assignment) {
        outbox.message(
                "job.agentAssigned",
                assignment.id(),
                Map.of(
                        "company", companies.current().slug(),
                        "jobId", job.id(),
                        "assignmentId", assignment.id(),
                        "agentId", assignment.agentId(),
                        "urgency", LowerCase.of(job.order().urgency())));
    }

    /** The agent goes no more, and somebody else may. */
    Job free(Job job, JobAssignment assignment, JobAssignmentStatus end, String reason) {
        release(job, assignment, end, reason);
        Job saved = jobs.move(job, job.slotFreed(), assignment, clock.instant(), reason);
        if (saved.status() != job.status()) {
            outbox.message("job.slotReopened", saved.id());
        } else if (saved.status() == JobStatus.IN_PROGRESS && table.unfinished(saved.id()) == 0) {
            outbox.message("job.workEnded", saved.id());
        }
        return saved;
    }

    /** The agent goes no more, and nobody else is wanted. */
    void release(Job job, JobAssignment assignment, JobAssignmentStatus end, String reason) {
        assignments.end(assignment.id(), end, clock.instant(), reason);
        days.unblock(job.id(), assignment.agentId());
        log.ofAgent(job, "released", assignment.agentId(), assignment.id(), LowerCase.of(end) + ": " + reason);
        outbox.message("job.assignmentEnded", assignment.id());
    }
}
