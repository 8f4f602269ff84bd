package io.joblane.notification.domain;

import io.joblane.identity.AgentOnly;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.notification.Notices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows messages to agents and staff, and notes what was read. Newest first: ids grow with time. */
@Service
public class NoticeBoard implements Notices {
    private final JdbcClient jdbc;
    private final Arrivals arrivals;
    private final Clock clock;

    NoticeBoard(JdbcClient jdbc, Arrivals arrivals, Clock clock) {
        this.jdbc = jdbc;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** What the agent's app shows. */
    @AgentOnly
    @Transactional(readOnly = true)
    public List<Notice> ofAgent(UUID agentId, @Nullable UUID after, int limit) {
        return page("recipient_kind = 'agent' AND recipient_id = :agent AND channel = 'in_app'", after)
                .param("agent", agentId)
                .param("after", after)
                .param("limit", limit)
                .query(NoticeBoard::notice)
                .list();
    }

    /** What was said to somebody in the office. */
    @Office
    @Transactional(readOnly = true)
    public List<Notice> ofOffice(UUID userId, @Nullable UUID after, int limit) {
        return page("recipient_kind = 'staff' AND recipient_id = :user AND channel = 'in_app'", after)
                .param("user", userId)
                .param("after", after)
                .param("limit", limit)
                .query(NoticeBoard::notice)
                .list();
    }

    /** Everything that was said about a booking, to whomever. */
    @Staff
    @Transactional(readOnly = true)
    public List<Notice> ofBooking(UUID bookingId, @Nullable UUID after, int limit) {
        return page("booking_id = :booking", after)
                .param("booking", bookingId)
                .param("after", after)
                .param("limit", limit)
                .query(NoticeBoard::notice)
                .list();
    }

    @Override
    @AgentOnly
    @Transactional
    public boolean markRead(UUID id, UUID agentId) {
        return markRead(id, "agent", agentId);
    }

    /** {@link #markRead} for somebody in the office. */
    @Office
    @Transactional
    public boolean markReadByOffice(UUID id, UUID userId) {
        return markRead(id, "staff", userId);
    }

    private boolean markRead(UUID id, String kind, UUID recipient) {
        // A phone that shows a push message knows the id of that one only.
        Optional<UUID> message = jdbc.sql("""
                        UPDATE notification SET state = 'read', read_at = coalesce(read_at, :now)
                        WHERE id = :id AND recipient_kind = :kind AND recipient_id = :recipient
                          AND (channel = 'in_app' OR state IN ('sent', 'delivered', 'read'))
                        RETURNING coalesce(message_id, id)
                        """)
                .param("id", id)
                .param("kind", kind)
                .param("recipient", recipient)
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional();
        message.ifPresent(read -> {
            jdbc.sql("""
                            UPDATE notification SET state = 'read', read_at = coalesce(read_at, :now)
                            WHERE message_id = :message AND channel = 'in_app' AND state = 'delivered'
                            """)
                    .param("message", read)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            arrivals.settle(read);
        });
        return message.isPresent();
    }

    private JdbcClient.StatementSpec page(String condition, @Nullable UUID after) {
        return jdbc.sql("SELECT * FROM notification WHERE " + condition + (after == null ? "" : " AND id < :after")
                + " ORDER BY id DESC LIMIT :limit");
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        Timestamp readAt = row.getTimestamp("read_at");
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getString("recipient_kind"),
                row.getObject("recipient_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("assignment_id", UUID.class),
                row.getString("channel"),
                row.getString("state"),
                row.getString("title"),
                row.getString("body"),
                row.getString("detail"),
                row.getTimestamp("created_at").toInstant(),
                readAt == null ? null : readAt.toInstant());
    }
}
