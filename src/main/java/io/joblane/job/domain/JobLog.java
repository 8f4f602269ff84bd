package io.joblane.job.domain;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobStatus;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened to a job and to the agents on it: append-only, and one line in the application's log after commit. */
@Component
public class JobLog {
    private static final Logger log = LoggerFactory.getLogger(JobLog.class);
    private static final String STATUS_CHANGE = "status_change";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    JobLog(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param type {@code status_change}, {@code wave}, {@code nobody_to_ask}, {@code assigned}, {@code released}, {@code declined},
     *     {@code changed}, {@code weather_released}, {@code decided}
     * @param reason why, in the words of who did it
     * @param data what a rule has counted, e.g. how many were not asked for which reason
     */
    public record Entry(
            Instant at,
            String type,
            @Nullable String oldStatus,
            @Nullable String newStatus,
            @Nullable UUID agentId,
            @Nullable UUID assignmentId,
            String by,
            @Nullable String reason,
            @Nullable JsonNode data) {}

    void statusChange(
            @Nullable JobStatus before, Job after, @Nullable JobAssignment about, Instant at, @Nullable String reason) {
        add(
                after,
                STATUS_CHANGE,
                before,
                about == null ? null : about.id(),
                about == null ? null : about.agentId(),
                at,
                reason,
                null);
    }

    void event(Job job, String type, @Nullable String reason, @Nullable Object data) {
        add(job, type, job.status(), null, null, clock.instant(), reason, data);
    }

    void ofAgent(Job job, String type, UUID agentId, @Nullable UUID assignmentId, @Nullable String reason) {
        add(job, type, job.status(), assignmentId, agentId, clock.instant(), reason, null);
    }

    private void add(
            Job job,
            String type,
            @Nullable JobStatus before,
            @Nullable UUID assignmentId,
            @Nullable UUID agentId,
            Instant at,
            @Nullable String reason,
            @Nullable Object data) {
        Actor actor = CurrentActor.get();
        jdbc.sql("""
                        INSERT INTO job_log (job_id, assignment_id, agent_id, at, type, old_status, new_status, by, by_user, reason, data)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .param(job.id())
                .param(assignmentId)
                .param(agentId)
                .param(Timestamp.from(at))
                .param(type)
                .param(before == null ? null : LowerCase.of(before))
                .param(LowerCase.of(job.status()))
                .param(actor.label())
                .param(actor.userId())
                .param(reason)
                .param(data == null ? null : json.writeValueAsString(data))
                .update();
        sayAfterCommit(job, type, before, actor);
    }

    private static void sayAfterCommit(Job job, String type, @Nullable JobStatus before, Actor actor) {
        if (!log.isInfoEnabled()) {
            return;
        }
        String what = STATUS_CHANGE.equals(type)
                ? (before == null ? "posted, " : LowerCase.of(before) + " -> ") + LowerCase.of(job.status())
                : type;
        String who = actor.isSystem() ? actor.label() : String.join(",", actor.roles());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                log.info("{}: {} by {}", job.reference(), what, who);
            }
        });
    }

    /** An agent sees what concerns the job as a whole, and themselves. */
    public List<Entry> of(UUID jobId) {
        return jdbc.sql("SELECT * FROM job_log WHERE job_id = ? ORDER BY seq")
                .param(jobId)
                .query(this::row)
                .list();
    }

    Optional<Entry> last(UUID jobId) {
        return jdbc.sql("SELECT * FROM job_log WHERE job_id = ? ORDER BY seq DESC LIMIT 1")
                .param(jobId)
                .query(this::row)
                .optional();
    }

    private Entry row(ResultSet row, int number) throws SQLException {
        String data = row.getString("data");
        return new Entry(
                row.getTimestamp("at").toInstant(),
                row.getString("type"),
                row.getString("old_status"),
                row.getString("new_status"),
                row.getObject("agent_id", UUID.class),
                row.getObject("assignment_id", UUID.class),
                row.getString("by"),
                row.getString("reason"),
                data == null ? null : json.readTree(data));
    }
}
