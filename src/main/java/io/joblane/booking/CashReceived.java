package io.joblane.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The agent took cash at the end of the trip: published in the transaction of their last tap.
 *
 * @param amount above zero
 */
public record CashReceived(UUID bookingId, UUID customerId, BigDecimal amount, String currency, Instant at) {}
