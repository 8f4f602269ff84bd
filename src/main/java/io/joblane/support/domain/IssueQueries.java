package io.joblane.support.domain;

import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Issues with their agents' names. The newest first. */
@Component
class IssueQueries {
    private static final String SELECT = """
            SELECT i.*, a.name AS agent_name FROM issue i JOIN agent a ON a.id = i.agent_id
            WHERE i.deleted_at IS NULL""";

    private final JdbcClient jdbc;

    IssueQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<IssueView> find(UUID id) {
        return jdbc.sql(SELECT + " AND i.id = ?")
                .param(id)
                .query(IssueQueries::view)
                .optional();
    }

    List<IssueView> page(IssueFilter filter, @Nullable UUID after, int limit) {
        IssueStatus status = filter.status();
        IssueKind kind = filter.kind();
        return jdbc.sql(SELECT
                        + (filter.agentId() == null ? "" : " AND i.agent_id = :agent")
                        + (status == null ? "" : " AND i.status = :status")
                        + (kind == null ? "" : " AND i.kind = :kind")
                        + (filter.bookingId() == null ? "" : " AND i.booking_id = :booking")
                        + (filter.jobId() == null ? "" : " AND i.job_id = :job")
                        + (after == null ? "" : " AND i.id < :after")
                        + " ORDER BY i.id DESC LIMIT :limit")
                .param("agent", filter.agentId())
                .param("status", status == null ? null : LowerCase.of(status))
                .param("kind", kind == null ? null : LowerCase.of(kind))
                .param("booking", filter.bookingId())
                .param("job", filter.jobId())
                .param("after", after)
                .param("limit", limit)
                .query(IssueQueries::view)
                .list();
    }

    /** Those that somebody must still look into, the oldest first. */
    List<UUID> open() {
        return jdbc.sql("SELECT id FROM issue WHERE status IN ('open', 'escalated') AND deleted_at IS NULL ORDER BY id")
                .query(UUID.class)
                .list();
    }

    private static IssueView view(ResultSet row, int number) throws SQLException {
        return new IssueView(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("agent_name"),
                LowerCase.parse(IssueKind.class, row.getString("kind")),
                LowerCase.parse(IssueUrgency.class, row.getString("urgency")),
                row.getString("text"),
                row.getObject("booking_id", UUID.class),
                row.getObject("job_id", UUID.class),
                LowerCase.parse(IssueStatus.class, row.getString("status")),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("escalated_at")),
                row.getString("escalated_by"),
                row.getString("escalation_reason"),
                instant(row.getTimestamp("ended_at")),
                row.getString("ended_by"),
                row.getString("resolution"),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
