package io.joblane.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who goes. Each call joins the caller's transaction; an agent sees their own assignments only. */
public interface JobAssignments {
    Optional<JobAssignment> find(UUID assignmentId);

    /** Every assignment of the job, oldest first. */
    List<JobAssignment> ofJob(UUID jobId);

    /** The assignment that holds this agent for the job now. */
    Optional<JobAssignment> current(UUID jobId, UUID agentId);
}
