package io.joblane.visit.process;

import io.joblane.engine.OpenTask;
import io.joblane.shared.Problem;
import io.joblane.visit.domain.CheckIn;
import io.joblane.visit.domain.VisitService;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The agent is at the site; data: lat, lng, accuracy, reason. */
@Component
class CheckInTask extends VisitStepTask {
    private final VisitService visits;
    private final ObjectReader reader;

    CheckInTask(VisitService visits, JsonMapper json) {
        super("visit.checkIn", "Task_CheckIn", "done");
        this.visits = visits;
        this.reader = json.readerFor(CheckIn.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        CheckIn checkIn;
        try {
            checkIn = data.isObject() ? reader.readValue(data) : new CheckIn(null, null, null, null);
        } catch (JacksonException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw Problem.unprocessable("invalid_check_in", "data must hold lat, lng, accuracy, reason.");
        }
        return verdict(visits.checkIn(assignmentOf(task), task.assignee(), occurredAt, checkIn), Map.of());
    }
}
