package io.joblane.notification.domain;

import io.joblane.shared.LowerCase;
import java.util.UUID;

/** What a customer is told. The names in lower case are the task header {@code event} of the models and keys of the catalogue. */
public enum CustomerEvent {
    AGENT_ASSIGNED,
    AGENT_ON_THE_WAY,
    AGENT_ARRIVED,
    TRIP_AMENDED,
    TRIP_COMPLETED,
    BOOKING_CANCELLED;

    /** Its text names the agent, so that there is nothing to say once the agent is gone. */
    boolean namesAgent() {
        return this == AGENT_ASSIGNED || this == AGENT_ON_THE_WAY || this == AGENT_ARRIVED;
    }

    /** What makes this message one and the same. {@code about} is the assignment where the text names its agent, else the booking. */
    String dedupKey(TripFacts trip, UUID about) {
        String key = "customer_" + LowerCase.of(this) + ":" + about;
        return this == TRIP_AMENDED ? key + ":v" + trip.version() : key;
    }
}
