package io.joblane.visit.process;

import io.joblane.engine.OpenTask;
import io.joblane.visit.domain.VisitService;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A dispatcher says whether an agent who is late still comes; data: reason. */
@Component
class AgentNotCheckedInTask extends VisitStepTask {
    private static final int REASON_LENGTH = 500;

    private final VisitService visits;

    AgentNotCheckedInTask(VisitService visits) {
        super("visit.agentNotCheckedIn", "Task_AgentNotCheckedIn", "no_show", "still_coming");
        this.visits = visits;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        @Nullable String reason = text(data, "reason", REASON_LENGTH);
        VisitService.StepResult result = "no_show".equals(outcome)
                ? visits.noShow(assignmentOf(task), reason)
                : visits.stillComing(assignmentOf(task), reason);
        return verdict(result, Map.of("visitOutcome", outcome));
    }
}
