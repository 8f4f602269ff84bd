package io.joblane.job.process;

import io.joblane.engine.OpenTask;
import io.joblane.job.domain.JobVerdicts;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An admin signs the job off, for want of a lead agent or because they did not; data: notes. */
@Component
class SignOffInsteadTask extends JobTask {
    private final JobVerdicts jobs;

    SignOffInsteadTask(JobVerdicts jobs) {
        super("job.signOffInstead", "Task_SignOffInstead", "done");
        this.jobs = jobs;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        return verdict(jobs.signOff(jobOf(task), text(data, "notes"), occurredAt), Map.of());
    }
}
