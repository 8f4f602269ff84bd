package io.joblane.booking.process;

import io.joblane.booking.domain.BookingService;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.engine.WorkerFault;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the refund that the cancellation policy decided into the booking. */
@JobType("booking.settleCancellation")
class SettleCancellationWorker implements ServiceTaskWorker<SettleCancellationWorker.Input> {
    private final BookingService bookings;

    SettleCancellationWorker(BookingService bookings) {
        this.bookings = bookings;
    }

    /** @param refundShare percent */
    record Input(UUID bookingId, @Nullable Integer refundShare) {}

    @Override
    public @Nullable Object handle(Input variables) {
        Integer share = variables.refundShare();
        if (share == null || share < 0 || share > 100) {
            throw new WorkerFault(
                    "cancellationPolicy answered the share " + share
                            + ", which is no percentage: correct the table, publish it, set refundShare in this instance, then retry.");
        }
        bookings.settleCancellation(variables.bookingId(), share);
        return null;
    }
}
