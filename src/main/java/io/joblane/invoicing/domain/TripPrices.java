package io.joblane.invoicing.domain;

import io.joblane.pricing.Line;
import io.joblane.pricing.Quote;
import io.joblane.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What driven trips cost, one price a booking, with the version of the decision that made it. */
@Component
public class TripPrices {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    TripPrices(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Keeps the price; a later one replaces it.
     *
     * @return its id, which stays the same
     */
    @Transactional
    public UUID save(UUID bookingId, Quote quote) {
        return jdbc.sql("""
                        INSERT INTO trip_price (id, booking_id, lines, total, currency, decision_key, decision_version, priced_at)
                        VALUES (:id, :booking, :lines::jsonb, :total, :currency, :key, :version, :now)
                        ON CONFLICT (booking_id) DO UPDATE SET lines = excluded.lines, total = excluded.total,
                            currency = excluded.currency, decision_key = excluded.decision_key,
                            decision_version = excluded.decision_version, priced_at = excluded.priced_at
                        RETURNING id
                        """)
                .param("id", Ids.next())
                .param("booking", bookingId)
                .param("lines", json.writeValueAsString(quote.lines()))
                .param("total", quote.total().amount())
                .param("currency", quote.total().currency())
                .param("key", quote.decisionKey())
                .param("version", quote.decisionVersion())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .single();
    }

    /** What the booking costs; empty while it is not priced. */
    Optional<TripPrice> find(UUID bookingId) {
        return jdbc.sql("SELECT lines, currency FROM trip_price WHERE booking_id = ?")
                .param(bookingId)
                .query((row, number) -> new TripPrice(
                        json.readValue(row.getString("lines"), InvoiceRow.LINES), row.getString("currency")))
                .optional();
    }

    record TripPrice(List<Line> lines, String currency) {}
}
