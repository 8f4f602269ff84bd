package io.joblane.payment.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer has asked their bank to take a payment back.
 *
 * @param reason the provider's code, e.g. fraudulent
 * @param answerBy until when the bank listens
 * @param note why the admin decided so
 */
public record Dispute(
        UUID id,
        UUID paymentId,
        @Nullable UUID bookingId,
        String providerId,
        DisputeStatus status,
        BigDecimal amount,
        String currency,
        String reason,
        @Nullable Instant answerBy,
        @Nullable String note,
        @Nullable Instant decidedAt,
        @Nullable Instant closedAt,
        Instant createdAt) {}
