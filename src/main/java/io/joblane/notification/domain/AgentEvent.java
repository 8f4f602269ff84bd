package io.joblane.notification.domain;

import io.joblane.shared.LowerCase;

/** What an agent is told. The names in lower case are the task header {@code event} of the models and keys of the catalogue. */
public enum AgentEvent {
    TRIP_ASSIGNED,
    TRIP_AMENDED,
    TRIP_CANCELLED,
    ASSIGNMENT_WITHDRAWN,
    TRIP_REMINDER,
    CUSTOMER_WAITING;

    /** It goes to those whose assignment was taken from them, not to the one who has it now. */
    boolean isRelease() {
        return this == TRIP_CANCELLED || this == ASSIGNMENT_WITHDRAWN;
    }

    /**
     * What makes this message one and the same, beside the assignment. A release is told once, whatever the reason: who
     * was told that a trip was taken back need not hear that it is cancelled too.
     */
    String dedupKey(TripFacts trip, TripFacts.Tie tie) {
        return switch (this) {
            case TRIP_CANCELLED, ASSIGNMENT_WITHDRAWN -> "released:" + tie.assignmentId();
            case TRIP_AMENDED -> key(tie) + ":v" + trip.version();
            case TRIP_REMINDER, CUSTOMER_WAITING -> key(tie) + ":" + trip.pickupAt();
            case TRIP_ASSIGNED -> key(tie);
        };
    }

    private String key(TripFacts.Tie tie) {
        return LowerCase.of(this) + ":" + tie.assignmentId();
    }
}
