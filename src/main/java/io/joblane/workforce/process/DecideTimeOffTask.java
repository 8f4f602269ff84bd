package io.joblane.workforce.process;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.timeoff.TimeOffDesk;
import io.joblane.workforce.timeoff.TimeOffStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A manager grants time off or not; data: reason (of a rejection). */
@Component
class DecideTimeOffTask implements TaskStep {
    private static final int REASON_LENGTH = 500;

    private final TimeOffDesk desk;

    DecideTimeOffTask(TimeOffDesk desk) {
        this.desk = desk;
    }

    @Override
    public String type() {
        return "workforce.decideTimeOff";
    }

    @Override
    public String elementId() {
        return "Task_DecideTimeOff";
    }

    @Override
    public List<String> outcomes() {
        return List.of("approved", "rejected");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        UUID request = task.subjectId();
        if (request == null) {
            throw Problem.conflict("task_without_subject", "This task belongs to no request for time off.");
        }
        TimeOffStatus wanted = LowerCase.parse(TimeOffStatus.class, outcome);
        TimeOffDesk.Ended ended =
                wanted == TimeOffStatus.APPROVED ? desk.approve(request) : desk.reject(request, reason(data));
        if (ended.status() != wanted) {
            return Verdict.noLongerPossible("The request was " + LowerCase.of(ended.status()) + " before.");
        }
        return ended.changed() ? Verdict.done(Map.of("timeOffOutcome", outcome)) : Verdict.alreadyDone();
    }

    private static String reason(JsonNode data) {
        String reason = data.path("reason").asString("").strip();
        if (reason.isEmpty() || reason.length() > REASON_LENGTH) {
            throw Problem.unprocessable(
                    "reason_required",
                    "Say in data.reason why, in 1 to " + REASON_LENGTH + " characters: the agent reads it.");
        }
        return reason;
    }
}
