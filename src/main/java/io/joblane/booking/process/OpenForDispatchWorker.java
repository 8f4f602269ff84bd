package io.joblane.booking.process;

import io.joblane.booking.domain.BookingService;
import io.joblane.booking.domain.BookingService.Estimated;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payment is settled: the booking waits for an agent from now on. Estimates a trip that could not be estimated when placed. */
@JobType("booking.openForDispatch")
class OpenForDispatchWorker implements PreparingWorker<BookingRef, Optional<Estimated>> {
    private final BookingService bookings;

    OpenForDispatchWorker(BookingService bookings) {
        this.bookings = bookings;
    }

    @Override
    public Optional<Estimated> prepare(BookingRef variables) {
        return bookings.missingEstimate(variables.bookingId());
    }

    @Override
    public @Nullable Object handle(BookingRef variables, Optional<Estimated> estimate) {
        bookings.openForDispatch(variables.bookingId(), estimate);
        return null;
    }
}
