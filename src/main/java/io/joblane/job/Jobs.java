package io.joblane.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What other modules may ask of jobs, and tell them. Each call joins the caller's transaction. */
public interface Jobs {
    Optional<JobView> find(UUID id);

    /**
     * {@link #find}, with the job locked until the caller's transaction ends: whoever decides about a job or one of its
     * assignments holds this lock first.
     *
     * @throws io.joblane.shared.Problem 404
     */
    JobView lock(UUID id);

    /** The first agent has begun; once, and nothing where the job is under way already or over. */
    void workStarted(UUID jobId, Instant at);

    /**
     * An agent has checked out or did not come; call it after the assignment's change. Where that was the last one, the process
     * goes on to the sign-off.
     */
    void workEnded(UUID jobId);

    /**
     * Takes the agent of this assignment off the job and wants another one, e.g. because a changed time was not confirmed.
     *
     * @return false where the assignment holds its agent no more, or its agent has begun
     */
    boolean reopenSlot(UUID assignmentId, String reason);
}
