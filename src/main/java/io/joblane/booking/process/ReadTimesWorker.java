package io.joblane.booking.process;

import io.joblane.booking.Bookings;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.engine.WorkerFault;
import java.util.Map;

/** The pickup time as it is now, for the timers of the pickup watch. */
@JobType("booking.readTimes")
class ReadTimesWorker implements ServiceTaskWorker<BookingRef> {
    private final Bookings bookings;

    ReadTimesWorker(Bookings bookings) {
        this.bookings = bookings;
    }

    @Override
    public Object handle(BookingRef variables) {
        return bookings.find(variables.bookingId())
                .map(booking -> Map.of("pickupAt", booking.pickupAt()))
                .orElseThrow(() -> new WorkerFault("Booking " + variables.bookingId()
                        + " is not in this company's database: cancel the instance if it was removed on purpose."));
    }
}
