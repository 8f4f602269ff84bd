package io.joblane.booking.domain;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What happened to a booking and to the agents on it: append-only, and one line in the application's log after commit. */
@Component
public class TripLog {
    private static final Logger log = LoggerFactory.getLogger(TripLog.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    TripLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param type {@code status_change}, {@code amended}, {@code assignment_released} ...
     * @param reason why, in the words of who did it
     */
    public record Entry(
            Instant at,
            String type,
            @Nullable String oldStatus,
            @Nullable String newStatus,
            @Nullable UUID agentId,
            @Nullable UUID assignmentId,
            String by,
            @Nullable String reason) {}

    void statusChange(
            Booking before, Booking after, @Nullable AssignmentView assignment, Instant at, @Nullable String reason) {
        add(after, "status_change", before.status(), after.status(), assignment, at, reason);
    }

    void placed(Booking booking) {
        add(booking, "status_change", null, booking.status(), null, clock.instant(), null);
    }

    void event(Booking booking, String type, @Nullable AssignmentView assignment, @Nullable String reason) {
        add(booking, type, booking.status(), booking.status(), assignment, clock.instant(), reason);
    }

    private void add(
            Booking booking,
            String type,
            @Nullable BookingStatus before,
            BookingStatus after,
            @Nullable AssignmentView assignment,
            Instant at,
            @Nullable String reason) {
        Actor actor = CurrentActor.get();
        jdbc.sql("""
                        INSERT INTO trip_log (booking_id, assignment_id, agent_id, at, type, old_status, new_status, by, by_user, reason)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(booking.id())
                .param(assignment == null ? null : assignment.id())
                .param(assignment == null ? null : assignment.agentId())
                .param(Timestamp.from(at))
                .param(type)
                .param(before == null ? null : LowerCase.of(before))
                .param(LowerCase.of(after))
                .param(actor.label())
                .param(actor.userId())
                .param(reason)
                .update();
        sayAfterCommit(booking.reference(), type, before, after, actor, reason);
    }

    private static void sayAfterCommit(
            String reference,
            String type,
            @Nullable BookingStatus before,
            BookingStatus after,
            Actor actor,
            @Nullable String reason) {
        if (!log.isInfoEnabled()) {
            return;
        }
        String what = "status_change".equals(type)
                ? (before == null ? "placed, " : LowerCase.of(before) + " -> ") + LowerCase.of(after)
                : type;
        String who = actor.isSystem() ? actor.label() : String.join(",", actor.roles());
        // What a person wrote may name somebody; what the system writes is a code.
        String why = reason == null || !actor.isSystem() ? "" : " (" + reason + ")";
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                log.info("{}: {} by {}{}", reference, what, who, why);
            }
        });
    }

    public List<Entry> of(UUID bookingId) {
        return jdbc.sql("SELECT * FROM trip_log WHERE booking_id = ? ORDER BY seq")
                .param(bookingId)
                .query(TripLog::row)
                .list();
    }

    private static Entry row(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getTimestamp("at").toInstant(),
                row.getString("type"),
                row.getString("old_status"),
                row.getString("new_status"),
                row.getObject("agent_id", UUID.class),
                row.getObject("assignment_id", UUID.class),
                row.getString("by"),
                row.getString("reason"));
    }
}
