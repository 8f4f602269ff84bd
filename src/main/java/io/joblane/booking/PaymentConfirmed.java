package io.joblane.booking;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher says that the booking is paid: published in the transaction that lets it through.
 *
 * @param amount the price as it was estimated; null where it never was
 */
public record PaymentConfirmed(
        UUID bookingId, UUID customerId, @Nullable BigDecimal amount, String currency) {}
