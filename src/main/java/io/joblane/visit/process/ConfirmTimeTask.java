package io.joblane.visit.process;

import io.joblane.engine.OpenTask;
import io.joblane.visit.domain.VisitService;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The agent says whether the job's changed time suits. */
@Component
class ConfirmTimeTask extends VisitStepTask {
    private final VisitService visits;

    ConfirmTimeTask(VisitService visits) {
        super("visit.confirmTime", "Task_ConfirmTime", "confirmed", "declined");
        this.visits = visits;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        boolean suits = "confirmed".equals(outcome);
        return verdict(visits.confirmTime(assignmentOf(task), task.assignee(), suits), Map.of("timeOutcome", outcome));
    }
}
