package io.joblane.booking.domain;

import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bookings as a table, by pickup time. */
@Component
public class BookingExport {
    public static final List<String> COLUMNS = List.of(
            "id",
            "reference",
            "status",
            "pickupAt",
            "pickup",
            "dropoff",
            "passengers",
            "luggage",
            "vehicleType",
            "priority",
            "paymentMethod",
            "paymentStatus",
            "customer",
            "agent",
            "vehicle",
            "priceEstimate",
            "invoiceTotal",
            "currency",
            "distanceKm",
            "actualDistanceKm",
            "waitingMinutes",
            "cancelledBy",
            "cancellationReason",
            "createdAt");
    private static final int FETCH = 500;

    private final JdbcClient jdbc;

    BookingExport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every booking that the filter lets through, one by one, in the caller's transaction. */
    @Staff
    public void each(BookingSearch.Filter filter, Consumer<List<?>> each) {
        jdbc.sql("""
                        SELECT b.id, b.reference, b.status, b.pickup_at, b.pickup_address, b.dropoff_address, b.passengers, b.luggage,
                               b.vehicle_type, b.priority, b.payment_method, b.payment_status, c.name, g.name, g.plate,
                               b.price_estimate, i.total, b.currency, b.distance_km, b.actual_distance_km, b.waiting_minutes,
                               b.cancelled_by, b.cancellation_reason, b.created_at
                        FROM booking b
                        JOIN customer c ON c.id = b.customer_id
                        LEFT JOIN invoice i ON i.booking_id = b.id AND i.deleted_at IS NULL
                        LEFT JOIN LATERAL (
                            SELECT e.name, v.plate, a.agent_id FROM assignment a
                            JOIN agent e ON e.id = a.agent_id LEFT JOIN vehicle v ON v.id = a.vehicle_id
                            WHERE a.booking_id = b.id AND (a.active OR a.status = 'completed') AND a.deleted_at IS NULL
                            ORDER BY a.assigned_at DESC LIMIT 1) g ON true
                        WHERE b.deleted_at IS NULL
                          AND (CAST(:status AS text) IS NULL OR b.status = :status)
                          AND (CAST(:from AS timestamptz) IS NULL OR b.pickup_at >= :from)
                          AND (CAST(:to AS timestamptz) IS NULL OR b.pickup_at < :to)
                          AND (CAST(:agent AS uuid) IS NULL OR g.agent_id = :agent)
                        ORDER BY b.pickup_at, b.id
                        """)
                .withFetchSize(FETCH)
                .param("status", filter.status() == null ? null : LowerCase.of(filter.status()))
                .param("from", filter.from() == null ? null : Timestamp.from(filter.from()))
                .param("to", filter.to() == null ? null : Timestamp.from(filter.to()))
                .param("agent", filter.agentId())
                .query(row -> {
                    each.accept(cells(row));
                });
    }

    private static List<@Nullable Object> cells(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        List<@Nullable Object> cells = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = row.getObject(i);
            cells.add(value instanceof Timestamp at ? at.toInstant() : value);
        }
        return cells;
    }
}
