package io.joblane.booking.process;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.domain.BookingService;
import io.joblane.booking.domain.BookingService.Plan;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the booking is really cancelled, and the facts its refund is decided by. */
@JobType("booking.readCancellation")
class ReadCancellationWorker implements ServiceTaskWorker<BookingRef> {
    private final BookingService bookings;

    ReadCancellationWorker(BookingService bookings) {
        this.bookings = bookings;
    }

    /** @param hoursBeforePickup negative after the pickup time, two decimals */
    record Answer(
            String cancellationOutcome,
            @Nullable String cancelledFrom,
            @Nullable String cancelledBy,
            double hoursBeforePickup) {}

    @Override
    public Object handle(BookingRef variables) {
        Plan plan = bookings.plan(variables.bookingId());
        if (plan.booking().status() != BookingStatus.CANCELLED) {
            return new Answer("completed", null, null, 0);
        }
        Instant at = Objects.requireNonNull(plan.cancelledAt(), "a cancelled booking says when");
        double hours = Duration.between(at, plan.booking().pickupAt()).toSeconds() / 3600.0;
        return new Answer(
                "cancelled",
                plan.booking().cancelledFrom(),
                plan.booking().cancelledBy(),
                Math.round(hours * 100) / 100.0);
    }
}
