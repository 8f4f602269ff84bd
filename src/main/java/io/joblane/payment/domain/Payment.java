package io.joblane.payment.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that came in, or is to come.
 *
 * @param method card, cash, transfer, or confirmed: a dispatcher said that it is paid
 * @param provider who collects it, or null
 * @param failure the provider's code of the last try that failed
 * @param refunded what went back, or is on its way
 */
public record Payment(
        UUID id,
        @Nullable UUID bookingId,
        @Nullable UUID invoiceId,
        UUID customerId,
        String method,
        @Nullable String provider,
        @Nullable String providerId,
        PaymentState state,
        BigDecimal amount,
        String currency,
        BigDecimal refunded,
        @Nullable String failure,
        @Nullable Instant receivedAt,
        String reference,
        Instant createdAt) {
    BigDecimal refundable() {
        return state == PaymentState.SUCCEEDED ? amount.subtract(refunded) : BigDecimal.ZERO;
    }
}
