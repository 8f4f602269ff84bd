package io.joblane.invoicing.domain;

import io.joblane.engine.WorkerFault;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was worked on jobs. Reads other modules' tables: whoever ends a job depends on nothing that charges for it. */
@Component
public class JobWorks {
    private final JdbcClient jdbc;

    JobWorks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws WorkerFault where there is no such job */
    @Transactional(readOnly = true)
    public JobWork find(UUID jobId) {
        List<Integer> minutes = jdbc.sql("""
                        SELECT greatest(0, floor(extract(epoch FROM coalesce(checked_out_at, completed_at)
                                                                    - coalesce(checked_in_at, checked_out_at, completed_at)) / 60))::int
                        FROM assignment
                        WHERE job_id = ? AND status = 'completed' AND deleted_at IS NULL ORDER BY id
                        """).param(jobId).query(Integer.class).list();
        return jdbc.sql(
                        "SELECT id, reference, type, urgency, customer_id, status FROM job WHERE id = ? AND deleted_at IS NULL")
                .param(jobId)
                .query((row, number) -> new JobWork(
                        row.getObject("id", UUID.class),
                        row.getString("reference"),
                        row.getString("type"),
                        row.getString("urgency"),
                        row.getString("status").equals("completed") ? row.getObject("customer_id", UUID.class) : null,
                        minutes))
                .optional()
                .orElseThrow(() -> new WorkerFault("Job " + jobId
                        + " is not in this company's database: cancel the instance if it was removed on purpose."));
    }
}
