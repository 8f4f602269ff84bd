package io.joblane.job.domain;

import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.engine.Tasks;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.domain.Eligibility.Judged;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Who goes, decided otherwise than by an offer: by the office's hand, or by an agent who cannot go after all. */
@Service
public class Staffing {
    private final JobStore jobs;
    private final JobAssignmentTable assignments;
    private final OfferTable offers;
    private final Slots slots;
    private final Eligibility eligibility;
    private final Tasks tasks;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    Staffing(
            JobStore jobs,
            JobAssignmentTable assignments,
            OfferTable offers,
            Slots slots,
            Eligibility eligibility,
            Tasks tasks,
            Outbox outbox,
            Clock clock,
            Transactions transactions) {
        this.jobs = jobs;
        this.assignments = assignments;
        this.offers = offers;
        this.slots = slots;
        this.eligibility = eligibility;
        this.tasks = tasks;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    /**
     * The rules' word on these agents, for {@link #assign}. Asks the engine, so it comes before the transaction.
     *
     * @throws Problem 404 for an unknown job, 422 for an unknown agent, 409 where the rules speak against one and force is not used
     */
    @Staff
    public void requireEligible(UUID jobId, List<UUID> agentIds, boolean force) {
        List<Judged> all = eligibility.ofJob(jobs.get(jobId));
        for (UUID agent : agentIds) {
            Judged judged = all.stream()
                    .filter(each -> each.facts().agentId().equals(agent))
                    .findFirst()
                    .orElseThrow(() -> Problem.unprocessable("agent_unknown", "There is no such agent."));
            if (judged.rule() != null && !force) {
                throw Problem.conflict(
                                "agent_not_eligible",
                                "The agent " + judged.rule() + ". Choose another one, or assign with \"force\": true.")
                        .with("agentId", agent)
                        .with("reason", String.valueOf(judged.reason()));
            }
        }
    }

    /**
     * Gives a slot to an agent; an open offer to them ends.
     *
     * @param force past the rules; never past a double booking
     * @throws Problem 404, 409 where the job is over or full, or the agent has it already or is booked at that time
     */
    @Staff
    public JobAssignment assign(UUID jobId, UUID agentId, String reason, boolean force) {
        return transactions.run(() -> {
            Job job = jobs.lock(jobId);
            if (job.status().isOver()) {
                throw JobStore.over(job);
            }
            if (assignments.current(jobId, agentId).isPresent()) {
                throw Problem.conflict("agent_assigned_already", "The agent goes to this job already.");
            }
            if (job.freeSlots() == 0) {
                throw Problem.conflict(
                        "job_filled", "This job is already filled. Raise agentsRequired, or remove somebody first.");
            }
            Slots.Claim claim = new Slots.Claim(agentId, null, force ? "override" : "manual", clock.instant(), reason);
            JobAssignment assigned = slots.take(job, claim)
                    .orElseThrow(() -> Problem.conflict("agent_busy", "The agent is booked at that time already."))
                    .assignment();
            closeOffer(jobId, agentId, "assigned by the office");
            return assigned;
        });
    }

    private void closeOffer(UUID jobId, UUID agentId, String reason) {
        offers.latest(jobId, agentId)
                .filter(offer -> offer.status() == OfferStatus.OPEN)
                .ifPresent(offer -> {
                    offers.answer(offer.id(), OfferStatus.WITHDRAWN, clock.instant(), reason);
                    tasks.settle(offer.id(), "withdrawn");
                });
    }

    /** @throws Problem 404, 409 where the agent goes no more */
    @Staff
    public JobAssignment remove(UUID jobId, UUID assignmentId, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(jobId);
            JobAssignment assignment = assignments
                    .find(assignmentId)
                    .filter(a -> a.jobId().equals(jobId))
                    .orElseThrow(() -> Problem.notFound("assignment_not_found", "There is no such assignment."));
            if (!assignment.active()) {
                throw Problem.conflict("assignment_ended", "The agent goes to this job no more.");
            }
            slots.free(job, assignment, JobAssignmentStatus.REMOVED, reason);
            outbox.message("job.agentReleased", jobId);
            return assignments.find(assignmentId).orElseThrow();
        });
    }

    /**
     * The agent cannot go after all.
     *
     * @throws Problem 404 where the agent has no part in the job, 409 where it is too late
     */
    @AgentOnly
    public JobAssignment withdraw(UUID jobId, UUID agentId, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(jobId);
            JobAssignment assignment = assignments
                    .current(jobId, agentId)
                    .orElseThrow(() -> Problem.conflict("not_assigned", "You do not go to this job."));
            Instant limit = job.order().arrivalAt().minus(job.limits().withdrawBefore());
            if (assignment.status() != JobAssignmentStatus.ACCEPTED
                    || job.status().isOver()
                    || !clock.instant().isBefore(limit)) {
                throw Problem.conflict(
                                "too_late_to_withdraw", "It is too late to withdraw in the app. Call the office.")
                        .with("until", limit);
            }
            slots.free(job, assignment, JobAssignmentStatus.WITHDRAWN, reason);
            return assignments.find(assignment.id()).orElseThrow();
        });
    }
}
