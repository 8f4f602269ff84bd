package io.joblane.invoicing.domain;

import io.joblane.context.CurrentActor;
import io.joblane.pricing.Line;
import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of invoices. */
@Component
class Invoices {
    private static final String SELECT =
            "SELECT id, number, booking_id, customer_id, lines, total, currency, issued_at FROM invoice WHERE deleted_at IS NULL";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Invoices(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Takes the next number and writes the invoice in one statement. The series' row stays locked until the transaction
     * ends, so that a number taken and rolled back is the next one's: no gap.
     *
     * @return empty where the booking has no price, or an invoice already; no number is taken then
     */
    Optional<Issued> issue(UUID bookingId, UUID customerId, int year, Instant now) {
        return jdbc.sql("""
                        WITH price AS (
                            SELECT lines, total, currency FROM trip_price
                            WHERE booking_id = :booking AND NOT EXISTS (SELECT FROM invoice WHERE booking_id = :booking)
                        ), taken AS (
                            INSERT INTO number_series (series, last) SELECT 'invoice-' || :year, 1 FROM price
                            ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1
                            RETURNING last::text AS last
                        )
                        INSERT INTO invoice (id, number, booking_id, customer_id, lines, total, currency, issued_at,
                                             created_at, created_by, updated_at, updated_by, version)
                        SELECT :id, :year || '-' || lpad(last, greatest(6, length(last)), '0'), :booking, :customer,
                               lines, total, currency, :now, :now, :by, :now, :by, 0
                        FROM price, taken
                        RETURNING id, number
                        """)
                .param("id", Ids.next())
                .param("booking", bookingId)
                .param("customer", customerId)
                .param("year", Integer.toString(year))
                .param("now", Timestamp.from(now))
                .param("by", CurrentActor.get().auditName())
                .query(Invoices::issued)
                .optional();
    }

    Optional<Issued> ofBooking(UUID bookingId) {
        return jdbc.sql("SELECT id, number FROM invoice WHERE booking_id = :booking")
                .param("booking", bookingId)
                .query(Invoices::issued)
                .optional();
    }

    Optional<Invoice> find(UUID id) {
        return jdbc.sql(SELECT + " AND id = :id")
                .param("id", id)
                .query(this::invoice)
                .optional();
    }

    /** The newest first. */
    List<Invoice> page(InvoiceFilter filter, int limit) {
        StringBuilder sql = new StringBuilder(SELECT);
        append(sql, filter.bookingId(), " AND booking_id = :booking");
        append(sql, filter.from(), " AND issued_at >= :from");
        append(sql, filter.to(), " AND issued_at < :to");
        append(sql, filter.afterId(), " AND (issued_at, id) < (:afterAt, :afterId)");
        return jdbc.sql(sql.append(" ORDER BY issued_at DESC, id DESC LIMIT :limit")
                        .toString())
                .param("booking", filter.bookingId())
                .param("from", timestamp(filter.from()))
                .param("to", timestamp(filter.to()))
                .param("afterAt", timestamp(filter.afterAt()))
                .param("afterId", filter.afterId())
                .param("limit", limit)
                .query(this::invoice)
                .list();
    }

    private static void append(StringBuilder sql, @Nullable Object value, String condition) {
        if (value != null) {
            sql.append(condition);
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Issued issued(ResultSet row, int number) throws SQLException {
        return new Issued(row.getObject("id", UUID.class), row.getString("number"));
    }

    private Invoice invoice(ResultSet row, int number) throws SQLException {
        return new Invoice(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("booking_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                json.readValue(row.getString("lines"), new TypeReference<List<Line>>() {}),
                row.getBigDecimal("total"),
                row.getString("currency"),
                row.getTimestamp("issued_at").toInstant());
    }

    /** What the process needs of an invoice. */
    record Issued(UUID id, String number) {}
}
