package io.joblane.notification.domain;

import io.joblane.engine.WorkerFault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents what came of the issues that they reported. */
@Service
public class IssueNotices {
    private final JdbcClient jdbc;
    private final AgentNotices agents;

    IssueNotices(JdbcClient jdbc, AgentNotices agents) {
        this.jdbc = jdbc;
        this.agents = agents;
    }

    private record Facts(
            UUID agentId,
            @Nullable UUID bookingId,
            @Nullable UUID jobId,
            @Nullable String resolution) {}

    /**
     * Once, and only where it is resolved: whoever withdrew it knows.
     *
     * @param event the text's name
     * @return how many messages are new in the ledger
     */
    @Transactional
    public int tellAgent(UUID issue, String event) {
        Facts facts = jdbc.sql("SELECT agent_id, booking_id, job_id, resolution FROM issue WHERE id = ?")
                .param(issue)
                .query((row, number) -> new Facts(
                        row.getObject("agent_id", UUID.class),
                        row.getObject("booking_id", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getString("resolution")))
                .optional()
                .orElseThrow(() -> new WorkerFault("The issue " + issue + " is not in this company's database."));
        String resolution = facts.resolution();
        if (resolution == null) {
            return 0;
        }
        About about = new About(facts.bookingId(), null, facts.jobId(), null);
        return agents.tell(
                event,
                Map.of("resolution", resolution),
                List.of(new AgentNotices.To(facts.agentId(), event + ":" + issue, about)));
    }
}
