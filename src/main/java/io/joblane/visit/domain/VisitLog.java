package io.joblane.visit.domain;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lines of the job's log about what happened at the site. */
@Component
class VisitLog {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    VisitLog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param type {@code checked_in}, {@code checked_out}, {@code no_show}, {@code still_coming}, {@code time_confirmed}
     * @param data facts without names, e.g. metres from the site
     */
    void add(
            JobAssignment before,
            String type,
            JobAssignmentStatus after,
            Instant at,
            @Nullable String reason,
            Map<String, ?> data) {
        Actor actor = CurrentActor.get();
        jdbc.sql("""
                        INSERT INTO job_log (job_id, assignment_id, agent_id, at, type, old_status, new_status, by, by_user, reason, data)
                        VALUES (:job, :assignment, :agent, :at, :type, :before, :after, :by, :user, :reason, :data::jsonb)
                        """)
                .param("job", before.jobId())
                .param("assignment", before.id())
                .param("agent", before.agentId())
                .param("at", Timestamp.from(at))
                .param("type", type)
                .param("before", LowerCase.of(before.status()))
                .param("after", LowerCase.of(after))
                .param("by", actor.label())
                .param("user", actor.userId())
                .param("reason", reason)
                .param("data", data.isEmpty() ? null : json.writeValueAsString(data))
                .update();
    }
}
