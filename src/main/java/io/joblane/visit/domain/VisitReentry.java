package io.joblane.visit.domain;

import io.joblane.company.Companies;
import io.joblane.engine.Outbox;
import io.joblane.engine.Reentry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts the processes of visits again that are not at their end, which is when what they earned is written down. */
@Component
class VisitReentry implements Reentry {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Companies companies;

    VisitReentry(JdbcClient jdbc, Outbox outbox, Companies companies) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.companies = companies;
    }

    private record Open(UUID id, UUID jobId, UUID agentId, String urgency) {}

    @Override
    public int startAgain() {
        List<Open> all = jdbc.sql("""
                        SELECT a.id, a.job_id, a.agent_id, j.urgency FROM assignment a JOIN job j ON j.id = a.job_id
                        WHERE a.deleted_at IS NULL
                          AND (a.active OR a.status = 'completed'
                               AND NOT EXISTS (SELECT FROM earning e WHERE e.assignment_id = a.id))
                        ORDER BY a.assigned_at, a.id
                        """)
                .query((row, number) -> new Open(
                        row.getObject("id", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("urgency")))
                .list();
        String company = companies.current().slug();
        for (Open one : all) {
            outbox.message(
                    "job.agentAssigned",
                    one.id(),
                    Map.of(
                            "company", company,
                            "jobId", one.jobId(),
                            "assignmentId", one.id(),
                            "agentId", one.agentId(),
                            "urgency", one.urgency()));
        }
        return all.size();
    }
}
