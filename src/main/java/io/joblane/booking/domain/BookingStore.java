package io.joblane.booking.domain;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A booking under its lock: the one place where it is read to be changed, saved, and its change logged. */
@Component
class BookingStore {
    private final BookingRepository bookings;
    private final TripLog log;

    BookingStore(BookingRepository bookings, TripLog log) {
        this.bookings = bookings;
        this.log = log;
    }

    /** @throws Problem 404 */
    Booking lock(UUID id) {
        return bookings.lockById(id).orElseThrow(() -> notFound());
    }

    Optional<Booking> find(UUID id) {
        return bookings.findById(id).filter(b -> b.audit() == null || b.audit().deletedAt() == null);
    }

    Booking save(Booking booking) {
        return bookings.save(booking);
    }

    /** Saves {@code after} and logs the step from {@code before} to it. */
    Booking move(
            Booking before, Booking after, @Nullable AssignmentView assignment, Instant at, @Nullable String reason) {
        Booking saved = bookings.save(after);
        log.statusChange(before, saved, assignment, at, reason);
        return saved;
    }

    Booking move(
            Booking before,
            BookingStatus to,
            @Nullable AssignmentView assignment,
            Instant at,
            @Nullable String reason) {
        return move(before, before.become(to), assignment, at, reason);
    }

    static Problem notFound() {
        return Problem.notFound("booking_not_found", "There is no such booking.");
    }
}
