package io.joblane.approval.process;

import io.joblane.approval.domain.ApprovalDesk;
import io.joblane.approval.domain.ApprovalDesk.Answer;
import io.joblane.approval.domain.ApprovalDesk.Decided;
import io.joblane.approval.domain.Decision;
import io.joblane.engine.OpenTask;
import io.joblane.engine.Outbox;
import io.joblane.engine.TaskStep;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * An approver agrees, rejects or asks back; data: reason (of a rejection), question, targetVersion (where the target has moved on).
 * Outside of Joblane the task is claimed first: by the assignee it is known who decides.
 */
@Component
class DecideRequestTask implements TaskStep {
    private static final int REASON_LENGTH = 500;

    private final ApprovalDesk desk;
    private final Outbox outbox;

    DecideRequestTask(ApprovalDesk desk, Outbox outbox) {
        this.desk = desk;
        this.outbox = outbox;
    }

    @Override
    public String type() {
        return "approval.decideRequest";
    }

    @Override
    public String elementId() {
        return "Task_DecideRequest";
    }

    @Override
    public List<String> outcomes() {
        return List.of("approved", "rejected", "asked_back");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        return verdict(desk.decide(requestOf(task), answer(task, outcome, data)));
    }

    /** Several people have a say: whoever taps on a task that another one has closed is counted all the same. */
    @Override
    public Verdict decideClosed(
            OpenTask task, String outcome, @Nullable String closedAs, Instant occurredAt, JsonNode data) {
        UUID request = requestOf(task);
        Decided decided = desk.decide(request, answer(task, outcome, data));
        if (decided.kind() == Decided.Kind.DONE) {
            outbox.message("approval.changed", request);
        }
        return verdict(decided);
    }

    private static Verdict verdict(Decided decided) {
        return switch (decided.kind()) {
            case DONE -> Verdict.done(Map.of());
            case ALREADY_DONE -> Verdict.alreadyDone();
            case TOO_LATE -> Verdict.noLongerPossible(ApprovalDesk.tooLate(decided));
        };
    }

    private static Answer answer(OpenTask task, String outcome, JsonNode data) {
        Decision decision = LowerCase.parse(Decision.class, outcome);
        JsonNode seen = data.path("targetVersion");
        return new Answer(
                decision, note(decision, data), seen.isIntegralNumber() ? seen.asInt() : null, task.assignee());
    }

    private static @Nullable String note(Decision decision, JsonNode data) {
        return switch (decision) {
            case APPROVED -> null;
            case REJECTED -> text(data, "reason", "reason_required", "why");
            case ASKED_BACK -> text(data, "question", "question_required", "what you want to know");
        };
    }

    private static String text(JsonNode data, String field, String code, String what) {
        String text = data.path(field).asString("").strip();
        if (text.isEmpty() || text.length() > REASON_LENGTH) {
            throw Problem.unprocessable(
                    code,
                    "Say in data." + field + " " + what + ", in 1 to " + REASON_LENGTH
                            + " characters: who submitted it reads it.");
        }
        return text;
    }

    private static UUID requestOf(OpenTask task) {
        UUID request = task.subjectId();
        if (request == null) {
            throw Problem.conflict("task_without_subject", "This task belongs to no request.");
        }
        return request;
    }
}
