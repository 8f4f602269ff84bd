package io.joblane.support.process;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.support.domain.IssueDesk.Moved;
import io.joblane.support.domain.IssueStatus;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What the two desks have in common. */
abstract class IssueTask implements TaskStep {
    private static final int NOTE_LENGTH = 1000;

    private final String type;
    private final String elementId;

    IssueTask(String type, String elementId) {
        this.type = type;
        this.elementId = elementId;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String elementId() {
        return elementId;
    }

    static UUID issueOf(OpenTask task) {
        UUID issue = task.subjectId();
        if (issue == null) {
            throw Problem.conflict("task_without_subject", "This task belongs to no issue.");
        }
        return issue;
    }

    static Verdict verdict(Moved moved, IssueStatus wanted) {
        if (moved.status() != wanted) {
            return Verdict.noLongerPossible("The issue was " + LowerCase.of(moved.status()) + " before.");
        }
        return moved.changed() ? Verdict.done(Map.of("issueOutcome", LowerCase.of(wanted))) : Verdict.alreadyDone();
    }

    /** @throws Problem 422 {@code note_required} */
    static String note(JsonNode data, String who) {
        String note = data.path("note").asString("").strip();
        if (note.isEmpty() || note.length() > NOTE_LENGTH) {
            throw Problem.unprocessable(
                    "note_required", "Write in data.note, in 1 to " + NOTE_LENGTH + " characters, " + who + ".");
        }
        return note;
    }
}
