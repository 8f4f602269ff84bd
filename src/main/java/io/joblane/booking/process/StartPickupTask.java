package io.joblane.booking.process;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.domain.TripService;
import io.joblane.engine.OpenTask;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The agent sets out for the pickup. */
@Component
class StartPickupTask extends TripStepTask {
    private final TripService trips;

    StartPickupTask(TripService trips) {
        super("booking.startPickup", "Task_StartPickup");
        this.trips = trips;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        return verdict(trips.step(bookingOf(task), task.assignee(), BookingStatus.EN_ROUTE_PICKUP, occurredAt));
    }
}
