package io.joblane.booking;

import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking as other modules see it.
 *
 * @param distanceKm the estimate; null until the engine could estimate it. {@code actual*} come with the completion.
 */
public record BookingView(
        UUID id,
        String reference,
        BookingStatus status,
        UUID customerId,
        Place pickup,
        Place dropoff,
        Instant pickupAt,
        int passengers,
        int luggage,
        VehicleType vehicleType,
        PaymentMethod paymentMethod,
        PaymentStatus paymentStatus,
        Priority priority,
        String notes,
        String currency,
        @Nullable BigDecimal priceEstimate,
        @Nullable BigDecimal distanceKm,
        @Nullable Integer durationMinutes,
        @Nullable Integer approachMinutes,
        @Nullable Integer turnaroundMinutes,
        @Nullable BigDecimal actualDistanceKm,
        @Nullable Integer actualDurationMinutes,
        @Nullable Integer waitingMinutes,
        @Nullable String completionNotes,
        @Nullable String cancelledFrom,
        @Nullable String cancelledBy,
        @Nullable String cancellationReason,
        @Nullable Integer refundShare,
        @Nullable UUID preferredAgentId,
        Instant createdAt,
        int version) {}
