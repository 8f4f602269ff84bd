package io.joblane.booking.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.domain.TripLog;
import io.joblane.customer.CustomerView;
import io.joblane.customer.Customers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A booking with all that belongs to it, as one answer. */
@Component
class BookingDetails {
    private final Bookings bookings;
    private final Customers customers;
    private final TripLog log;

    BookingDetails(Bookings bookings, Customers customers, TripLog log) {
        this.bookings = bookings;
        this.customers = customers;
        this.log = log;
    }

    /** @param assignment who goes now, or went; null while nobody does */
    record Detail(
            @JsonUnwrapped BookingView booking,
            @Nullable CustomerView customer,
            @Nullable AssignmentView assignment,
            List<TripLog.Entry> timeline) {}

    Detail of(BookingView booking) {
        List<AssignmentView> assignments = bookings.assignments(booking.id());
        AssignmentView shown = assignments.stream()
                .filter(a -> a.active() || a.completedAt() != null)
                .reduce((first, last) -> last)
                .orElse(null);
        return new Detail(booking, customers.find(booking.customerId()).orElse(null), shown, log.of(booking.id()));
    }
}
