package io.joblane.booking.process;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.domain.BookingService;
import io.joblane.booking.domain.BookingService.Plan;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.shared.LowerCase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the process where the booking stands, so that it finds its place whatever happened meanwhile. */
@JobType("booking.readPlan")
class ReadPlanWorker implements ServiceTaskWorker<BookingRef> {
    private final BookingService bookings;

    ReadPlanWorker(BookingService bookings) {
        this.bookings = bookings;
    }

    record Answer(
            String bookingStatus,
            Instant pickupAt,
            @Nullable UUID assignmentId,
            @Nullable UUID agentId,
            int round,
            boolean dispatchNow) {}

    @Override
    public Object handle(BookingRef variables) {
        Plan plan = bookings.plan(variables.bookingId());
        AssignmentView current = plan.current();
        return new Answer(
                LowerCase.of(plan.booking().status()),
                plan.booking().pickupAt(),
                current == null ? null : current.id(),
                current == null ? null : current.agentId(),
                plan.round(),
                plan.dispatchNow());
    }
}
