package io.joblane.payment.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back.
 *
 * @param paymentId null where nobody wrote down how the booking was paid
 * @param origin cancellation, late_payment, admin or provider: it was made at the provider's own desk
 * @param attempts how often the provider was asked
 */
public record Refund(
        UUID id,
        @Nullable UUID paymentId,
        @Nullable UUID bookingId,
        UUID customerId,
        String origin,
        RefundState state,
        BigDecimal amount,
        String currency,
        String reason,
        @Nullable String providerId,
        int attempts,
        @Nullable String failure,
        @Nullable Instant settledAt,
        Instant createdAt) {}
