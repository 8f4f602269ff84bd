package io.joblane.job.process;

import io.joblane.engine.OpenTask;
import io.joblane.job.domain.JobVerdicts;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The lead agent signs the job off; data: notes. */
@Component
class SignOffJobTask extends JobTask {
    private final JobVerdicts jobs;

    SignOffJobTask(JobVerdicts jobs) {
        super("job.signOffJob", "Task_SignOffJob", "done");
        this.jobs = jobs;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        return verdict(jobs.signOff(jobOf(task), text(data, "notes"), occurredAt), Map.of());
    }
}
