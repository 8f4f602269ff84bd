package io.joblane.workforce.timeoff;

/** What has become of a request; every status but the first is its end. */
public enum TimeOffStatus {
    REQUESTED,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    /** Nobody decided in time. */
    LAPSED
}
