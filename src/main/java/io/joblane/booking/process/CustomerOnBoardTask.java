package io.joblane.booking.process;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.domain.TripService;
import io.joblane.engine.OpenTask;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The customer is on board; the vehicle is in service from now on. */
@Component
class CustomerOnBoardTask extends TripStepTask {
    private final TripService trips;

    CustomerOnBoardTask(TripService trips) {
        super("booking.customerOnBoard", "Task_CustomerOnBoard");
        this.trips = trips;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        return verdict(trips.step(bookingOf(task), task.assignee(), BookingStatus.IN_PROGRESS, occurredAt));
    }
}
