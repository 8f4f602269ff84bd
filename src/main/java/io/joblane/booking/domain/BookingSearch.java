package io.joblane.booking.domain;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists of bookings, by pickup time. */
@Component
public class BookingSearch {
    private final JdbcClient jdbc;

    BookingSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list is narrowed to; null does not narrow. {@code from} belongs to the range of pickup times, {@code to} does not. */
    public record Filter(
            @Nullable BookingStatus status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID agentId) {}

    /** The place behind which a page begins. */
    public record After(Instant pickupAt, UUID id) {}

    @Transactional(readOnly = true)
    public List<BookingView> find(Filter filter, int limit, @Nullable After after) {
        List<String> conditions = new ArrayList<>(List.of("b.deleted_at IS NULL"));
        Map<String, Object> params = new HashMap<>();
        if (filter.status() != null) {
            conditions.add("b.status = :status");
            params.put("status", LowerCase.of(filter.status()));
        }
        if (filter.from() != null) {
            conditions.add("b.pickup_at >= :from");
            params.put("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            conditions.add("b.pickup_at < :to");
            params.put("to", Timestamp.from(filter.to()));
        }
        if (filter.agentId() != null) {
            conditions.add("EXISTS (SELECT 1 FROM assignment a WHERE a.booking_id = b.id AND a.agent_id = :agent"
                    + " AND (a.active OR a.status = 'completed'))");
            params.put("agent", filter.agentId());
        }
        if (after != null) {
            conditions.add("(b.pickup_at, b.id) > (:afterAt, :afterId)");
            params.put("afterAt", Timestamp.from(after.pickupAt()));
            params.put("afterId", after.id());
        }
        return jdbc
                .sql("SELECT b.* FROM booking b WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY b.pickup_at, b.id LIMIT :limit")
                .params(params)
                .param("limit", limit)
                .query(BookingRow::of)
                .list()
                .stream()
                .map(Booking::view)
                .toList();
    }
}
