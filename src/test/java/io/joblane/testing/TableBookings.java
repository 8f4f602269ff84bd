package io.joblane.testing;

import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.shared.LowerCase;
import io.joblane.shared.TimeWindow;
import io.joblane.shared.VehicleType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bookings as the other modules need them, straight from the tables. */
class TableBookings implements Bookings {
    private final JdbcClient jdbc;

    TableBookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<BookingView> find(UUID id) {
        return jdbc.sql("SELECT * FROM booking WHERE id = :id")
                .param("id", id)
                .query(TableBookings::booking)
                .optional();
    }

    @Override
    public Optional<BookingView> lock(UUID id) {
        return find(id);
    }

    @Override
    public Optional<AssignmentView> currentAssignment(UUID bookingId) {
        return assignments(bookingId).stream().filter(AssignmentView::active).findFirst();
    }

    @Override
    public List<AssignmentView> assignments(UUID bookingId) {
        return jdbc.sql(
                        "SELECT *, lower(during) AS since, upper(during) AS until FROM assignment WHERE booking_id = :id ORDER BY assigned_at")
                .param("id", bookingId)
                .query(TableBookings::assignment)
                .list();
    }

    @Override
    public boolean markInvoiced(UUID bookingId, String invoiceNumber) {
        String status = jdbc.sql("SELECT status FROM booking WHERE id = :id FOR UPDATE")
                .param("id", bookingId)
                .query(String.class)
                .single();
        if (status.equals("invoiced")) {
            return false;
        }
        if (!status.equals("completed")) {
            throw new IllegalStateException("The booking is " + status);
        }
        jdbc.sql("UPDATE booking SET status = 'invoiced' WHERE id = :id")
                .param("id", bookingId)
                .update();
        return true;
    }

    @Override
    public Paid confirmPaid(UUID bookingId) {
        BookingView booking = find(bookingId).orElseThrow();
        if (booking.status() == BookingStatus.CANCELLED) {
            return Paid.TOO_LATE;
        }
        if (booking.paymentStatus() == PaymentStatus.PAID || booking.status() != BookingStatus.PENDING) {
            return Paid.ALREADY;
        }
        jdbc.sql("UPDATE booking SET payment_status = 'paid' WHERE id = ?")
                .param(bookingId)
                .update();
        return Paid.CONFIRMED;
    }

    private static BookingView booking(ResultSet row, int number) throws SQLException {
        return new BookingView(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                LowerCase.parse(BookingStatus.class, row.getString("status")),
                row.getObject("customer_id", UUID.class),
                new Place(row.getString("pickup_address"), row.getDouble("pickup_lat"), row.getDouble("pickup_lng")),
                new Place(row.getString("dropoff_address"), row.getDouble("dropoff_lat"), row.getDouble("dropoff_lng")),
                row.getTimestamp("pickup_at").toInstant(),
                row.getInt("passengers"),
                row.getInt("luggage"),
                LowerCase.parse(VehicleType.class, row.getString("vehicle_type")),
                LowerCase.parse(PaymentMethod.class, row.getString("payment_method")),
                LowerCase.parse(PaymentStatus.class, row.getString("payment_status")),
                LowerCase.parse(Priority.class, row.getString("priority")),
                row.getString("notes"),
                row.getString("currency"),
                row.getBigDecimal("price_estimate"),
                row.getBigDecimal("distance_km"),
                row.getObject("duration_minutes", Integer.class),
                row.getObject("approach_minutes", Integer.class),
                row.getObject("turnaround_minutes", Integer.class),
                row.getBigDecimal("actual_distance_km"),
                row.getObject("actual_duration_minutes", Integer.class),
                row.getObject("waiting_minutes", Integer.class),
                row.getString("completion_notes"),
                row.getString("cancelled_from"),
                row.getString("cancelled_by"),
                row.getString("cancellation_reason"),
                row.getObject("refund_share", Integer.class),
                row.getObject("preferred_agent_id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("version"));
    }

    private static AssignmentView assignment(ResultSet row, int number) throws SQLException {
        return new AssignmentView(
                row.getObject("id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getObject("vehicle_id", UUID.class),
                LowerCase.parse(AssignmentStatus.class, row.getString("status")),
                row.getBoolean("active"),
                new TimeWindow(
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until").toInstant()),
                LowerCase.parse(AssignmentMethod.class, row.getString("method")),
                row.getInt("round"),
                null,
                row.getString("assigned_by"),
                row.getTimestamp("assigned_at").toInstant(),
                null,
                null,
                row.getString("reason"));
    }
}
