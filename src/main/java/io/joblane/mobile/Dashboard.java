package io.joblane.mobile;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent's day, which begins and ends at midnight in the company's time zone.
 *
 * @param activeTrip the trip under way: from the start of the pickup until it is completed
 * @param todayAssignments what holds the agent for a pickup of today, offers included, and what they completed today; by
 *     pickup time
 * @param notifications the ten newest unread messages
 */
record Dashboard(@Nullable Trip activeTrip, List<Trip> todayAssignments, Stats stats, List<Message> notifications) {
    record Trip(
            UUID assignmentId,
            AssignmentStatus status,
            UUID bookingId,
            String reference,
            Instant pickupAt,
            Place pickup,
            Place dropoff,
            Rider customer,
            String vehiclePlate,
            String notes,
            @Nullable BigDecimal distanceKm,
            @Nullable Integer durationMinutes) {}

    record Rider(String name, String phone, int passengers, int luggage) {}

    /**
     * @param totalTrips all trips the agent ever completed
     * @param rating the mean of all their ratings, 0 without any
     * @param earnings what they earned today, as in their earnings; a trip counts once it is priced
     * @param hoursWorked how long trips of today were under way, from the start of the pickup to the completion; the trip
     *     under way counts from its start, or from midnight, until now
     */
    record Stats(int totalTrips, BigDecimal rating, BigDecimal earnings, String currency, BigDecimal hoursWorked) {}

    record Message(
            UUID id,
            String event,
            String title,
            String body,
            @Nullable UUID bookingId,
            Instant createdAt) {}
}
