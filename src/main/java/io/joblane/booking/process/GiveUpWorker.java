package io.joblane.booking.process;

import io.joblane.booking.domain.BookingService;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import java.util.Map;

/** The pickup time has come and nobody goes; an agent or a new time that came first counts. */
@JobType("booking.giveUp")
class GiveUpWorker implements ServiceTaskWorker<BookingRef> {
    private final BookingService bookings;

    GiveUpWorker(BookingService bookings) {
        this.bookings = bookings;
    }

    @Override
    public Object handle(BookingRef variables) {
        return Map.of("giveUpOutcome", bookings.giveUp(variables.bookingId()) ? "cancelled" : "kept");
    }
}
