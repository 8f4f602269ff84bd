package io.joblane.booking.process;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.domain.TripService;
import io.joblane.engine.OpenTask;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The agent is at the pickup. */
@Component
class ArrivedTask extends TripStepTask {
    private final TripService trips;

    ArrivedTask(TripService trips) {
        super("booking.arrived", "Task_Arrived");
        this.trips = trips;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        return verdict(trips.step(bookingOf(task), task.assignee(), BookingStatus.ARRIVED, occurredAt));
    }
}
