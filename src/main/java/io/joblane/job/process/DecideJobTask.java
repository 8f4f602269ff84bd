package io.joblane.job.process;

import io.joblane.engine.OpenTask;
import io.joblane.job.domain.JobVerdicts;
import io.joblane.job.domain.JobVerdicts.Result;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An admin decides of a job that too few agents have taken; data: reason, and agentsRequired for a lower number. */
@Component
class DecideJobTask extends JobTask {
    private final JobVerdicts jobs;

    DecideJobTask(JobVerdicts jobs) {
        super("job.decideJob", "Task_DecideJob", "post_again", "lower_number", "cancel");
        this.jobs = jobs;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        UUID job = jobOf(task);
        String reason = text(data, "reason");
        Result result = switch (outcome) {
            case "post_again" -> jobs.postAgain(job, reason);
            case "lower_number" -> jobs.lower(job, number(data), reason);
            default -> jobs.cancel(job, reason.isEmpty() ? "not_filled" : reason);
        };
        return verdict(result, Map.of());
    }

    private static int number(JsonNode data) {
        JsonNode number = data.path("agentsRequired");
        if (!number.isIntegralNumber() || !number.canConvertToInt()) {
            throw Problem.unprocessable("number_missing", "data.agentsRequired must say how many agents are enough.");
        }
        return number.asInt();
    }
}
