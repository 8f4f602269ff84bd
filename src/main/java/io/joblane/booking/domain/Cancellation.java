package io.joblane.booking.domain;

import io.joblane.booking.BookingStatus;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.relational.core.mapping.Column;

/**
 * Why a booking ended without a trip.
 *
 * @param by {@code customer}, {@code dispatcher}, {@code payment} or {@code system}
 * @param refundShare percent, 0..100; null until the policy has decided
 */
public record Cancellation(
        @Column("cancelled_from") BookingStatus from,
        @Column("cancelled_by") String by,
        @Column("cancellation_reason") String reason,
        @Column("cancelled_at") Instant at,
        @Nullable Integer refundShare,
        @Nullable BigDecimal refundAmount) {}
