package io.joblane.booking;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * The cancellation policy gives the customer money back: published in the transaction that settles the cancellation.
 *
 * @param amount above zero
 */
public record RefundDecided(UUID bookingId, UUID customerId, BigDecimal amount, String currency) {}
