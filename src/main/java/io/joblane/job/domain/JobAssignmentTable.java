package io.joblane.job.domain;

import io.joblane.context.CurrentActor;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobAssignments;
import io.joblane.shared.LowerCase;
import io.joblane.shared.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of {@code assignment} that belong to jobs. Written only under the lock of their job's row; a constraint of the table keeps
 * an agent from two overlapping windows, trips included.
 */
@Component
class JobAssignmentTable implements JobAssignments {
    private static final String SELECT = """
            SELECT id, job_id, agent_id, offer_id, status, active, lower(during) AS from_at, upper(during) AS to_at, method, confirmed,
                   assigned_by, assigned_at, checked_in_at, checked_out_at, released_at, reason
            FROM assignment WHERE job_id IS NOT NULL AND deleted_at IS NULL AND\s""";

    private final JdbcClient jdbc;
    private final Clock clock;

    JobAssignmentTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false where the agent is not free in that window */
    boolean add(JobAssignment assignment) {
        return jdbc.sql("""
                                INSERT INTO assignment (id, job_id, agent_id, offer_id, status, active, during, method, assigned_by, assigned_at,
                                    accepted_at, reason, created_at, created_by, updated_at, updated_by, version)
                                VALUES (:id, :job, :agent, :offer, 'accepted', true, :during::tstzrange, :method, :by, :at,
                                    :at, :reason, :now, :actor, :now, :actor, 0)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("id", assignment.id())
                        .param("job", assignment.jobId())
                        .param("agent", assignment.agentId())
                        .param("offer", assignment.offerId())
                        .param("during", assignment.during().toRange())
                        .param("method", assignment.method())
                        .param("by", assignment.assignedBy())
                        .param("at", Timestamp.from(assignment.assignedAt()))
                        .param("reason", assignment.reason())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("actor", CurrentActor.get().auditName())
                        .update()
                == 1;
    }

    @Override
    public Optional<JobAssignment> find(UUID assignmentId) {
        return jdbc.sql(SELECT + "id = ?")
                .param(assignmentId)
                .query(JobAssignmentTable::row)
                .optional();
    }

    @Override
    public List<JobAssignment> ofJob(UUID jobId) {
        return jdbc.sql(SELECT + "job_id = ? ORDER BY assigned_at, id")
                .param(jobId)
                .query(JobAssignmentTable::row)
                .list();
    }

    List<JobAssignment> active(UUID jobId) {
        return ofJob(jobId).stream().filter(JobAssignment::active).toList();
    }

    @Override
    public Optional<JobAssignment> current(UUID jobId, UUID agentId) {
        return jdbc.sql(SELECT + "job_id = ? AND agent_id = ? AND active")
                .param(jobId)
                .param(agentId)
                .query(JobAssignmentTable::row)
                .optional();
    }

    Optional<JobAssignment> latest(UUID jobId, UUID agentId) {
        return jdbc.sql(SELECT + "job_id = ? AND agent_id = ? ORDER BY active DESC, assigned_at DESC, id DESC LIMIT 1")
                .param(jobId)
                .param(agentId)
                .query(JobAssignmentTable::row)
                .optional();
    }

    /** Newest first. */
    List<JobAssignment> ofAgent(UUID agentId, int limit, @Nullable Instant afterAt, @Nullable UUID afterId) {
        return jdbc.sql(SELECT
                        + "agent_id = :agent AND (:at::timestamptz IS NULL OR (assigned_at, id) < (:at::timestamptz, :id::uuid))"
                        + " ORDER BY assigned_at DESC, id DESC LIMIT :limit")
                .param("agent", agentId)
                .param("at", afterAt == null ? null : Timestamp.from(afterAt))
                .param("id", afterId)
                .param("limit", limit)
                .query(JobAssignmentTable::row)
                .list();
    }

    /** Ends an assignment: its agent is free from {@code at} on, however long the window was. */
    void end(UUID id, JobAssignmentStatus status, Instant at, @Nullable String reason) {
        jdbc.sql("""
                        UPDATE assignment SET status = :status, active = false, reason = coalesce(:reason, reason), released_at = :at,
                            during = CASE WHEN lower(during) < :at AND upper(during) > :at
                                          THEN tstzrange(lower(during), :at) ELSE during END,
                            updated_at = :now, updated_by = :actor, version = version + 1
                        WHERE id = :id
                        """)
                .param("status", LowerCase.of(status))
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    /** Whether nothing else of the agent's lies in that window. */
    boolean fits(JobAssignment assignment, TimeWindow window) {
        return jdbc.sql(
                        "SELECT NOT EXISTS (SELECT FROM assignment WHERE active AND agent_id = ? AND id <> ? AND during && ?::tstzrange)")
                .param(assignment.agentId())
                .param(assignment.id())
                .param(window.toRange())
                .query(Boolean.class)
                .single();
    }

    /** @param confirmed false where the agent has to say whether it suits */
    void move(UUID id, TimeWindow window, boolean confirmed) {
        jdbc.sql(
                        "UPDATE assignment SET during = :during::tstzrange, confirmed = :confirmed, updated_at = :now, updated_by = :actor,"
                                + " version = version + 1 WHERE id = :id")
                .param("during", window.toRange())
                .param("confirmed", confirmed)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    private static JobAssignment row(ResultSet row, int number) throws SQLException {
        return new JobAssignment(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getObject("offer_id", UUID.class),
                LowerCase.parse(JobAssignmentStatus.class, row.getString("status")),
                row.getBoolean("active"),
                new TimeWindow(
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("to_at").toInstant()),
                row.getString("method"),
                row.getBoolean("confirmed"),
                row.getString("assigned_by"),
                row.getTimestamp("assigned_at").toInstant(),
                instant(row, "checked_in_at"),
                instant(row, "checked_out_at"),
                instant(row, "released_at"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
