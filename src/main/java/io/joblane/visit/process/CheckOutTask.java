package io.joblane.visit.process;

import io.joblane.engine.OpenTask;
import io.joblane.visit.domain.VisitService;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The agent has done the work; data: notes. */
@Component
class CheckOutTask extends VisitStepTask {
    private static final int NOTES_LENGTH = 2_000;

    private final VisitService visits;

    CheckOutTask(VisitService visits) {
        super("visit.checkOut", "Task_CheckOut", "done");
        this.visits = visits;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        String notes = text(data, "notes", NOTES_LENGTH);
        return verdict(visits.checkOut(assignmentOf(task), task.assignee(), occurredAt, notes), Map.of());
    }
}
