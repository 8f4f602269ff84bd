package io.joblane.job;

/** Where the assignment of one agent to a job stands. The first two, and only they, hold the agent. */
public enum JobAssignmentStatus {
    ACCEPTED,
    ON_SITE,
    COMPLETED,
    /** By the agent. */
    WITHDRAWN,
    /** By the office, or because a changed time did not suit. */
    REMOVED,
    CANCELLED,
    NO_SHOW
}
