package io.joblane.booking.domain;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.shared.Audit;
import io.joblane.shared.LowerCase;
import io.joblane.shared.VehicleType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code booking} as its aggregate. Written out by hand: a booking is read a dozen times in its life, and mapping its
 * forty columns by reflection was a good part of what the process cost.
 */
final class BookingRow {
    private BookingRow() {}

    static Booking of(ResultSet row, int number) throws SQLException {
        return new Booking(
                id(row, "id"),
                row.getString("reference"),
                LowerCase.parse(BookingStatus.class, row.getString("status")),
                id(row, "customer_id"),
                place(row, "pickup_"),
                place(row, "dropoff_"),
                at(row, "pickup_at"),
                row.getInt("passengers"),
                row.getInt("luggage"),
                LowerCase.parse(VehicleType.class, row.getString("vehicle_type")),
                LowerCase.parse(PaymentMethod.class, row.getString("payment_method")),
                LowerCase.parse(PaymentStatus.class, row.getString("payment_status")),
                LowerCase.parse(Priority.class, row.getString("priority")),
                row.getString("notes"),
                row.getString("currency"),
                row.getBigDecimal("price_estimate"),
                estimate(row),
                row.getObject("preferred_agent_id", UUID.class),
                maybeAt(row, "dispatch_requested_at"),
                completion(row),
                cancellation(row),
                row.getInt("version"),
                new Audit(
                        at(row, "created_at"),
                        row.getString("created_by"),
                        at(row, "updated_at"),
                        row.getString("updated_by"),
                        maybeAt(row, "deleted_at"),
                        row.getString("deleted_by")));
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Place place(ResultSet row, String prefix) throws SQLException {
        return new Place(
                row.getString(prefix + "address"), row.getDouble(prefix + "lat"), row.getDouble(prefix + "lng"));
    }

    private static @Nullable Estimate estimate(ResultSet row) throws SQLException {
        return row.getBigDecimal("distance_km") == null
                ? null
                : new Estimate(
                        row.getBigDecimal("distance_km"),
                        row.getInt("duration_minutes"),
                        row.getInt("approach_minutes"),
                        row.getInt("turnaround_minutes"));
    }

    private static @Nullable Completion completion(ResultSet row) throws SQLException {
        return row.getBigDecimal("actual_distance_km") == null
                ? null
                : new Completion(
                        row.getBigDecimal("actual_distance_km"),
                        row.getInt("actual_duration_minutes"),
                        row.getInt("waiting_minutes"),
                        row.getString("completion_notes"));
    }

    private static @Nullable Cancellation cancellation(ResultSet row) throws SQLException {
        return row.getString("cancelled_from") == null
                ? null
                : new Cancellation(
                        LowerCase.parse(BookingStatus.class, row.getString("cancelled_from")),
                        row.getString("cancelled_by"),
                        row.getString("cancellation_reason"),
                        at(row, "cancelled_at"),
                        row.getObject("refund_share", Integer.class),
                        row.getBigDecimal("refund_amount"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant maybeAt(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
