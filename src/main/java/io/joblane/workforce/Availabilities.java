package io.joblane.workforce;

import java.time.LocalDate;
import java.util.UUID;

/** The agents' days as jobs take and free them. Each call joins the caller's transaction. */
public interface Availabilities {
    /**
     * The job takes the agent's day: they are unavailable, and stay so until {@link #unblock}. What was said of the day before is
     * kept. A day may be taken by several jobs; the same job takes it once, however often it is called.
     *
     * @param day in the company's time zone
     * @return whether the agent was away on that day, on approved time off for example: whoever accepts a job for themself had
     *     better be refused then, and the caller's transaction rolled back
     */
    boolean block(UUID agentId, UUID jobId, LocalDate day);

    /** The job takes no day of the agent's any more. What was said of a day that no other job takes either holds again. */
    void unblock(UUID jobId, UUID agentId);
}
