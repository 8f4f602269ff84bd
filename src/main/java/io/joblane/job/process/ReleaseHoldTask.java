package io.joblane.job.process;

import io.joblane.engine.OpenTask;
import io.joblane.job.domain.JobVerdicts;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An admin lets the job go on in spite of the weather, or calls it off; data: reason. */
@Component
class ReleaseHoldTask extends JobTask {
    private final JobVerdicts jobs;

    ReleaseHoldTask(JobVerdicts jobs) {
        super("job.releaseHold", "Task_ReleaseHold", "release", "cancel");
        this.jobs = jobs;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        String reason = text(data, "reason");
        return verdict(
                "release".equals(outcome)
                        ? jobs.release(jobOf(task), reason)
                        : jobs.cancel(jobOf(task), reason.isEmpty() ? "weather" : reason),
                Map.of());
    }
}
