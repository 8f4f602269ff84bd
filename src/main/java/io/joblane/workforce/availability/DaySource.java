package io.joblane.workforce.availability;

/** Who said what holds of a day. */
public enum DaySource {
    AGENT,
    OFFICE,
    /** The agent has accepted a job on that day. */
    JOB,
    TIME_OFF,
    /** Nobody said anything of this very day. */
    PATTERN
}
