package io.joblane.notification.domain;

import io.joblane.notification.domain.TripFacts.Tie;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads in one statement all that a message needs: it is sent several times a trip, and four facades would be four round
 * trips each. It reads other modules' tables and writes none.
 */
@Component
class TripReader {
    private static final String SELECT = """
            SELECT b.id, b.reference, b.customer_id, b.pickup_address, b.dropoff_address, b.pickup_at, b.passengers,
                   b.luggage, b.version, b.currency, b.refund_share, b.refund_amount,
                   a.id AS assignment_id, a.agent_id, g.name AS agent_name, v.make, v.model, v.plate
            FROM booking b
            LEFT JOIN assignment a ON a.booking_id = b.id AND\s""";
    private static final String JOINS = """

            LEFT JOIN agent g ON g.id = a.agent_id
            LEFT JOIN vehicle v ON v.id = a.vehicle_id
            WHERE b.id = :id
            ORDER BY a.assigned_at
            """;

    private final JdbcClient jdbc;

    TripReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The trip with the one agent it has now, if any. */
    Optional<TripFacts> current(UUID bookingId) {
        return read("a.active", bookingId);
    }

    /** The trip with every agent it was taken from; declined and expired offers do not count, their agents know. */
    Optional<TripFacts> released(UUID bookingId) {
        return read("a.status IN ('reassigned', 'cancelled')", bookingId);
    }

    private Optional<TripFacts> read(String ties, UUID bookingId) {
        return jdbc.sql(SELECT + ties + JOINS).param("id", bookingId).query(rows -> {
            List<Tie> found = new ArrayList<>();
            @Nullable TripFacts trip = null;
            while (rows.next()) {
                if (rows.getObject("assignment_id") != null) {
                    found.add(tie(rows));
                }
                // Every row repeats the booking; its list of ties fills up with the rows that follow.
                trip = trip == null ? trip(rows, found) : trip;
            }
            return Optional.ofNullable(trip);
        });
    }

    private static TripFacts trip(ResultSet row, List<Tie> ties) throws SQLException {
        return new TripFacts(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getObject("customer_id", UUID.class),
                row.getString("pickup_address"),
                row.getString("dropoff_address"),
                row.getTimestamp("pickup_at").toInstant(),
                row.getInt("passengers"),
                row.getInt("luggage"),
                row.getInt("version"),
                row.getString("currency"),
                row.getObject("refund_share", Integer.class),
                row.getBigDecimal("refund_amount"),
                ties);
    }

    private static Tie tie(ResultSet row) throws SQLException {
        return new Tie(
                row.getObject("assignment_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("agent_name"),
                row.getString("make") + " " + row.getString("model") + ", " + row.getString("plate"));
    }
}
