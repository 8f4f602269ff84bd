package io.joblane.engine.worker;

import io.camunda.client.api.response.ActivatedJob;
import io.joblane.database.Transactions;
import io.joblane.engine.link.EngineLink;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Zeebe delivers a job at least once; here it takes effect once. The effect's transaction ends with a row of the job's key
 * and of what was answered. A second delivery finds the row, undoes what it did and gives the first one's answer.
 */
@Component
class RunOnce {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final EngineLink engine;

    RunOnce(JdbcClient jdbc, Transactions transactions, JsonMapper json, EngineLink engine) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.engine = engine;
    }

    /** What an earlier delivery of this job answered, as JSON. */
    Optional<String> answered(ActivatedJob job) {
        return jdbc.sql("SELECT variables::text FROM handled_job WHERE engine_id = ? AND job_key = ?")
                .param(engine.id())
                .param(job.getKey())
                .query(String.class)
                .optional();
    }

    /** @return the variables to complete the job with, as a JSON object */
    String run(ActivatedJob job, Supplier<@Nullable Object> effect) {
        try {
            return transactions.run(() -> {
                Object result = effect.get();
                String variables = result == null ? "{}" : json.writeValueAsString(result);
                record(job, variables);
                return variables;
            });
        } catch (AnsweredBefore e) {
            return answered(job).orElseThrow(() -> e);
        }
    }

    private void record(ActivatedJob job, String variables) {
        try {
            jdbc.sql("INSERT INTO handled_job (engine_id, job_key, type, variables) VALUES (?, ?, ?, ?::jsonb)")
                    .param(engine.id())
                    .param(job.getKey())
                    .param(job.getType())
                    .param(variables)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new AnsweredBefore(e);
        }
    }

    private static final class AnsweredBefore extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnsweredBefore(Throwable cause) {
            super(cause);
        }
    }
}
