package io.joblane.visit.process;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.shared.Problem;
import io.joblane.visit.domain.VisitService.StepResult;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the steps of a visit have in common. */
abstract class VisitStepTask implements TaskStep {
    private final String type;
    private final String elementId;
    private final List<String> outcomes;

    VisitStepTask(String type, String elementId, String... outcomes) {
        this.type = type;
        this.elementId = elementId;
        this.outcomes = List.of(outcomes);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String elementId() {
        return elementId;
    }

    @Override
    public List<String> outcomes() {
        return outcomes;
    }

    static UUID assignmentOf(OpenTask task) {
        UUID assignment = task.subjectId();
        if (assignment == null) {
            throw Problem.conflict("task_without_assignment", "This task belongs to no assignment.");
        }
        return assignment;
    }

    /** A text of the tap's data; null where it is missing or blank. */
    static @Nullable String text(JsonNode data, String name, int longest) {
        String text = data.path(name).asString("").strip();
        if (text.length() > longest) {
            throw Problem.unprocessable(name + "_too_long", name + " must be " + longest + " characters at most.");
        }
        return text.isEmpty() ? null : text;
    }

    /** @param variables complete the user task where the step is done */
    static Verdict verdict(StepResult result, Map<String, ?> variables) {
        return switch (result) {
            case DONE -> Verdict.done(variables);
            case ALREADY_DONE -> Verdict.alreadyDone();
            case GONE ->
                Verdict.noLongerPossible("This agent does not go to the job any more, or the job was called off.");
            case TIME_CHANGED ->
                Verdict.noLongerPossible(
                        "The job's time has changed. Look at the newest task: it asks whether it suits.");
            case ON_SITE -> Verdict.noLongerPossible("The agent has checked in meanwhile.");
        };
    }
}
