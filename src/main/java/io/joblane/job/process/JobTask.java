package io.joblane.job.process;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.job.domain.JobVerdicts.Result;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What the steps that decide of a whole job have in common. */
abstract class JobTask implements TaskStep {
    private static final int LONGEST = 2000;

    private final String type;
    private final String elementId;
    private final List<String> outcomes;

    JobTask(String type, String elementId, String... outcomes) {
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

    static UUID jobOf(OpenTask task) {
        UUID job = task.jobId();
        if (job == null) {
            throw Problem.conflict("task_without_job", "This task belongs to no job.");
        }
        return job;
    }

    /** A text of the answer's data, "" without one. */
    static String text(JsonNode data, String name) {
        String text = data.path(name).asString("").strip();
        if (text.length() > LONGEST) {
            throw Problem.unprocessable(name + "_too_long", name + " must be " + LONGEST + " characters at most.");
        }
        return text;
    }

    static Verdict verdict(Result result, Map<String, ?> variables) {
        return switch (result) {
            case DONE -> Verdict.done(variables);
            case BEFORE -> Verdict.alreadyDone();
            case TOO_LATE -> Verdict.noLongerPossible("The job has gone on meanwhile: look at it again.");
        };
    }
}
