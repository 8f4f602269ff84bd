package io.joblane.payment.process;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.payment.domain.DisputeStatus;
import io.joblane.payment.domain.Disputes;
import io.joblane.payment.domain.Disputes.Decided;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An admin decides whether a dispute is contested or accepted; data: note. What the bank wants is sent at the provider's desk. */
@Component
class HandleDisputeTask implements TaskStep {
    private static final int NOTE_LENGTH = 1000;

    private final Disputes disputes;

    HandleDisputeTask(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public String type() {
        return "payment.handleDispute";
    }

    @Override
    public String elementId() {
        return "Task_HandleDispute";
    }

    @Override
    public List<String> outcomes() {
        return List.of("contested", "accepted");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        UUID dispute = task.subjectId();
        if (dispute == null) {
            throw Problem.conflict("task_without_subject", "This task belongs to no dispute.");
        }
        String note = data.path("note").asString("").strip();
        if (note.isEmpty() || note.length() > NOTE_LENGTH) {
            throw Problem.unprocessable(
                    "note_required",
                    "Write in data.note, in 1 to " + NOTE_LENGTH + " characters, why it is decided so.");
        }
        DisputeStatus wanted = LowerCase.parse(DisputeStatus.class, outcome);
        Decided decided = disputes.decide(dispute, wanted, note);
        if (decided.changed()) {
            return Verdict.done(Map.of("disputeOutcome", outcome));
        }
        return decided.status() == wanted
                ? Verdict.alreadyDone()
                : Verdict.noLongerPossible("The dispute was " + LowerCase.of(decided.status()) + " before.");
    }
}
