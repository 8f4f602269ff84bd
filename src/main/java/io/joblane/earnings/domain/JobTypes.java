package io.joblane.earnings.domain;

import io.joblane.engine.WorkerFault;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What kind of work an assignment was. Reads other modules' tables: whoever ends a job depends on nothing that pays for it. */
@Component
public class JobTypes {
    private final JdbcClient jdbc;

    JobTypes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws WorkerFault for an assignment of no job */
    @Transactional(readOnly = true)
    public String ofAssignment(UUID assignmentId) {
        return jdbc.sql("SELECT j.type FROM assignment a JOIN job j ON j.id = a.job_id WHERE a.id = ?")
                .param(assignmentId)
                .query(String.class)
                .optional()
                .orElseThrow(
                        () -> new WorkerFault(
                                "Assignment " + assignmentId
                                        + " of a job is not in this company's database: cancel the instance if it was removed on purpose."));
    }
}
