package io.joblane.job;

/** Where a job stands. Nothing leaves {@code COMPLETED}, {@code CANCELLED} or {@code EXPIRED}. */
public enum JobStatus {
    /** Agents are wanted. */
    OPEN,
    /** As many agents go as are required. */
    FILLED,
    /** The first agent has checked in. */
    IN_PROGRESS,
    /** Signed off. */
    COMPLETED,
    CANCELLED,
    /** Its arrival time came and nobody went. */
    EXPIRED;

    public boolean isOver() {
        return this == COMPLETED || this == CANCELLED || this == EXPIRED;
    }
}
