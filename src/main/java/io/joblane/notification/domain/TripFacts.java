package io.joblane.notification.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a message says of a trip, and the assignments whose agents it concerns. */
record TripFacts(
        UUID bookingId,
        String reference,
        UUID customerId,
        String pickup,
        String dropoff,
        Instant pickupAt,
        int passengers,
        int luggage,
        int version,
        String currency,
        @Nullable Integer refundShare,
        @Nullable BigDecimal refundAmount,
        List<Tie> ties) {

    /** One agent tied to the trip, now or before. */
    record Tie(UUID assignmentId, UUID agentId, String agentName, String vehicle) {
        /** Customers are given no more than the first name. */
        String agentFirstName() {
            return agentName.strip().split("\\s+", 2)[0];
        }
    }
}
