package io.joblane.sales.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer who has booked nothing for long.
 *
 * @param lastWorkAt when the last work was or, where there never was any, since when the customer is known
 * @param weeks how long the company waits before it notices
 * @param closedAt when something was booked again
 */
public record Dormancy(
        UUID id,
        UUID customerId,
        String customer,
        @Nullable UUID salespersonId,
        Instant lastWorkAt,
        int weeks,
        Instant noticedAt,
        @Nullable Instant closedAt,
        List<Note> notes) {
    /** What somebody found out. */
    public record Note(String text, String byName, Instant at) {}
}
