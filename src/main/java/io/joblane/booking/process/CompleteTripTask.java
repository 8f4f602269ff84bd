package io.joblane.booking.process;

import io.joblane.booking.domain.CompletionReport;
import io.joblane.booking.domain.TripService;
import io.joblane.engine.OpenTask;
import io.joblane.shared.Problem;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The customer is where they wanted to be; data: distanceKm, durationMinutes, waitingMinutes, notes, cashReceived. */
@Component
class CompleteTripTask extends TripStepTask {
    private final TripService trips;
    private final ObjectReader reader;

    CompleteTripTask(TripService trips, JsonMapper json) {
        super("booking.completeTrip", "Task_CompleteTrip");
        this.trips = trips;
        this.reader = json.readerFor(CompletionReport.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        CompletionReport report;
        try {
            report = data.isObject() ? reader.readValue(data) : new CompletionReport(null, null, null, null, null);
        } catch (JacksonException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw Problem.unprocessable(
                    "invalid_completion",
                    "data must hold distanceKm, durationMinutes, waitingMinutes, notes, cashReceived.");
        }
        return verdict(trips.complete(bookingOf(task), task.assignee(), occurredAt, report));
    }
}
