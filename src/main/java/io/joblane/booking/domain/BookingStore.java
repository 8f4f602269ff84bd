package io.joblane.booking.domain;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.context.CurrentActor;
import io.joblane.shared.Audit;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A booking under its lock: the one place where it is read to be changed, saved, and its change logged. */
@Component
class BookingStore {
    private final BookingRepository bookings;
    private final JdbcClient jdbc;
    private final TripLog log;
    private final Clock clock;

    BookingStore(BookingRepository bookings, JdbcClient jdbc, TripLog log, Clock clock) {
        this.bookings = bookings;
        this.jdbc = jdbc;
        this.log = log;
        this.clock = clock;
    }

    /** @throws Problem 404 */
    Booking lock(UUID id) {
        return tryLock(id).orElseThrow(BookingStore::notFound);
    }

    /** The booking, its row locked until the transaction ends: whoever decides about a booking holds this lock. */
    Optional<Booking> tryLock(UUID id) {
        return jdbc.sql("SELECT * FROM booking WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(BookingRow::of)
                .optional();
    }

    Optional<Booking> find(UUID id) {
        return jdbc.sql("SELECT * FROM booking WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(BookingRow::of)
                .optional();
    }

    String nextReference() {
        return "BK-%06d".formatted(bookings.nextReference());
    }

    Booking save(Booking booking) {
        return bookings.save(booking);
    }

    /** Saves {@code after} and logs the step from {@code before} to it. */
    Booking move(
            Booking before, Booking after, @Nullable AssignmentView assignment, Instant at, @Nullable String reason) {
        boolean statusOnly = after.equals(before.copy().status(after.status()).build());
        Booking saved = statusOnly ? saveStatus(after) : bookings.save(after);
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

    /** Most of what becomes of a booking is its next status: one column, and not all of them. */
    private Booking saveStatus(Booking booking) {
        int version = Objects.requireNonNull(booking.version(), "a booking that was never saved has no next status");
        Audit audit = Objects.requireNonNull(booking.audit(), "a saved booking has its audit columns")
                .updated(clock.instant(), CurrentActor.get().auditName());
        int saved = jdbc.sql("""
                        UPDATE booking SET status = ?, updated_at = ?, updated_by = ?, version = version + 1
                        WHERE id = ? AND version = ?
                        """)
                .param(LowerCase.of(booking.status()))
                .param(Timestamp.from(audit.updatedAt()))
                .param(audit.updatedBy())
                .param(booking.id())
                .param(version)
                .update();
        if (saved == 0) {
            throw new OptimisticLockingFailureException(
                    "Booking " + booking.reference() + " was changed by somebody who did not lock it");
        }
        return booking.copy().version(version + 1).audit(audit).build();
    }

    static Problem notFound() {
        return Problem.notFound("booking_not_found", "There is no such booking.");
    }
}
