package io.joblane.messaging.domain;

import io.joblane.http.Cursor;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads threads and messages, the newest first. */
@Component
class ThreadQueries {
    private static final String THREADS = """
            SELECT t.*, g.name AS agent_name, coalesce(b.reference, j.reference) AS reference,
                   m.sender AS last_sender, m.text AS last_text
            FROM thread t
            JOIN agent g ON g.id = t.agent_id
            JOIN message m ON m.thread_id = t.id AND m.number = t.last_number
            LEFT JOIN booking b ON b.id = t.booking_id
            LEFT JOIN job j ON j.id = t.job_id
            WHERE t.deleted_at IS NULL""";

    private final JdbcClient jdbc;

    ThreadQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ThreadView> page(ThreadFilter filter, Side side, @Nullable Cursor after, int limit) {
        Boolean unread = filter.unread();
        String sql = THREADS
                + (unread == null ? "" : unread ? " AND t.office_unread > 0" : " AND t.office_unread = 0")
                + (filter.agentId() == null ? "" : " AND t.agent_id = :agent")
                + (filter.bookingId() == null ? "" : " AND t.booking_id = :booking")
                + (filter.jobId() == null ? "" : " AND t.job_id = :job")
                + (after == null ? "" : " AND (t.last_at, t.id) < (:at, :id)")
                + " ORDER BY t.last_at DESC, t.id DESC LIMIT :limit";
        return jdbc.sql(sql)
                .param("agent", filter.agentId())
                .param("booking", filter.bookingId())
                .param("job", filter.jobId())
                .param("at", after == null ? null : Timestamp.from(after.instant(0)))
                .param("id", after == null ? null : after.uuid(1))
                .param("limit", limit)
                .query(mapper(side))
                .list();
    }

    Optional<ThreadView> find(UUID id, Side side) {
        return jdbc.sql(THREADS + " AND t.id = ?").param(id).query(mapper(side)).optional();
    }

    /** @param before only messages with a lower number; null for the newest */
    List<MessageView> messages(UUID threadId, @Nullable Integer before, int limit) {
        return jdbc.sql("SELECT * FROM message WHERE thread_id = :thread"
                        + (before == null ? "" : " AND number < :before") + " ORDER BY number DESC LIMIT :limit")
                .param("thread", threadId)
                .param("before", before)
                .param("limit", limit)
                .query(ThreadQueries::message)
                .list();
    }

    static MessageView message(ResultSet row, int number) throws SQLException {
        return new MessageView(
                row.getObject("id", UUID.class),
                row.getObject("thread_id", UUID.class),
                row.getInt("number"),
                LowerCase.parse(Side.class, row.getString("sender")),
                row.getString("sender_name"),
                row.getObject("client_id", UUID.class),
                row.getString("text"),
                row.getTimestamp("written_at").toInstant(),
                row.getTimestamp("at").toInstant());
    }

    private static RowMapper<ThreadView> mapper(Side side) {
        boolean agent = side == Side.AGENT;
        return (row, number) -> new ThreadView(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("agent_name"),
                row.getObject("booking_id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getString("reference"),
                row.getInt("last_number"),
                LowerCase.parse(Side.class, row.getString("last_sender")),
                row.getString("last_text"),
                row.getTimestamp("last_at").toInstant(),
                row.getInt(agent ? "agent_read" : "office_read"),
                row.getInt(agent ? "agent_unread" : "office_unread"),
                row.getInt(agent ? "office_read" : "agent_read"));
    }
}
