package io.joblane.booking.process;

import io.joblane.booking.domain.BookingService;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import java.util.Map;

/** The payment window is over; a payment that was first counts. */
@JobType("booking.expirePayment")
class ExpirePaymentWorker implements ServiceTaskWorker<BookingRef> {
    private final BookingService bookings;

    ExpirePaymentWorker(BookingService bookings) {
        this.bookings = bookings;
    }

    @Override
    public Object handle(BookingRef variables) {
        return Map.of("paymentOutcome", bookings.expirePayment(variables.bookingId()) ? "expired" : "confirmed");
    }
}
