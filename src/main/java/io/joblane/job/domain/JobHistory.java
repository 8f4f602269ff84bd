package io.joblane.job.domain;

import io.joblane.identity.Staff;
import io.joblane.job.JobAssignment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who was asked, and who went or was to go. */
@Service
public class JobHistory {
    private final JobStore jobs;
    private final OfferTable offers;
    private final JobAssignmentTable assignments;

    JobHistory(JobStore jobs, OfferTable offers, JobAssignmentTable assignments) {
        this.jobs = jobs;
        this.offers = offers;
        this.assignments = assignments;
    }

    /** Oldest first. @throws io.joblane.shared.Problem 404 */
    @Staff
    @Transactional(readOnly = true)
    public List<Offer> offers(UUID jobId) {
        jobs.get(jobId);
        return offers.ofJob(jobId);
    }

    /** Oldest first. @throws io.joblane.shared.Problem 404 */
    @Staff
    @Transactional(readOnly = true)
    public List<JobAssignment> assignments(UUID jobId) {
        jobs.get(jobId);
        return assignments.ofJob(jobId);
    }

    /** Newest first; of another agent for the office only, which the caller sees to. */
    @Transactional(readOnly = true)
    public List<JobAssignment> ofAgent(UUID agentId, int limit, @Nullable Instant afterAt, @Nullable UUID afterId) {
        return assignments.ofAgent(agentId, limit, afterAt, afterId);
    }

    /** Joins the caller's transaction. */
    public Optional<Offer> latestOffer(UUID jobId, UUID agentId) {
        return offers.latest(jobId, agentId);
    }

    /** The assignment that holds the agent, else the last one that did. Joins the caller's transaction. */
    public Optional<JobAssignment> latestAssignment(UUID jobId, UUID agentId) {
        return assignments.latest(jobId, agentId);
    }
}
