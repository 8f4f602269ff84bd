package io.joblane.invoicing.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which invoices a page shows; null does not filter.
 *
 * @param from issued then or later
 * @param to issued before
 * @param afterAt with {@code afterId}: the last invoice of the page before
 */
public record InvoiceFilter(
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        @Nullable UUID customerId,
        @Nullable InvoiceStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant afterAt,
        @Nullable UUID afterId) {
    public InvoiceFilter(
            @Nullable UUID bookingId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant afterAt,
            @Nullable UUID afterId) {
        this(bookingId, null, null, null, from, to, afterAt, afterId);
    }
}
