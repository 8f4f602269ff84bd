package io.joblane.booking.domain;

import io.joblane.booking.BookingStatus;
import io.joblane.engine.Reentry;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts the processes of open bookings again: those that are not invoiced, and cancelled ones that were not settled yet. */
@Component
class BookingReentry implements Reentry {
    private final JdbcClient jdbc;
    private final BookingStore bookings;
    private final BookingService service;

    BookingReentry(JdbcClient jdbc, BookingStore bookings, BookingService service) {
        this.jdbc = jdbc;
        this.bookings = bookings;
        this.service = service;
    }

    @Override
    public int startAgain() {
        var open = jdbc.sql("""
                        SELECT id FROM booking
                        WHERE deleted_at IS NULL AND status <> 'invoiced' AND (status <> 'cancelled' OR refund_share IS NULL)
                        ORDER BY pickup_at, id
                        """).query(UUID.class).list();
        for (UUID id : open) {
            Booking booking = bookings.lock(id);
            service.startProcess(booking, booking.status() == BookingStatus.PENDING);
        }
        return open.size();
    }
}
