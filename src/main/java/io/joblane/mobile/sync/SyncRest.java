package io.joblane.mobile.sync;

import io.joblane.mobile.sync.SyncAnswer.Day;
import io.joblane.mobile.sync.SyncAnswer.Message;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The agent's days, and the messages to them. */
@Component
class SyncRest {
    private static final int DAYS = 42;
    /** What a phone shows at most; of changes there may be any number. */
    private static final int MESSAGES = 100;

    private final JdbcClient jdbc;

    SyncRest(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of the days or null: they are few, and a day depends on its own row and the pattern of its weekday. */
    @Nullable List<Day> availability(SyncView view) {
        LocalDate today = view.now().today();
        boolean same = view.since() != null && view.since().today().equals(today);
        if (same && !daysChanged(view)) {
            return null;
        }
        return jdbc.sql("""
                        SELECT d.day::date AS date, v.job_id, coalesce(v.notes, '') AS notes,
                               CASE WHEN v.away THEN 'away' WHEN coalesce(v.available, p.available) THEN 'available'
                                    WHEN v.id IS NULL AND p.id IS NULL THEN 'not_set' ELSE 'unavailable' END AS state
                        FROM generate_series(CAST(:from AS timestamp), CAST(:to AS timestamp), interval '1 day') AS d(day)
                        LEFT JOIN availability v ON v.agent_id = :agent AND v.date = d.day::date AND v.deleted_at IS NULL
                        LEFT JOIN availability_pattern p
                            ON p.agent_id = :agent AND p.weekday = extract(isodow FROM d.day) AND p.deleted_at IS NULL
                        ORDER BY d.day
                        """)
                .param("agent", view.now().agent())
                .param("from", today)
                .param("to", today.plusDays(DAYS - 1L))
                .query((row, n) -> new Day(
                        row.getObject("date", LocalDate.class),
                        row.getString("state"),
                        row.getString("notes"),
                        row.getObject("job_id", UUID.class)))
                .list();
    }

    private boolean daysChanged(SyncView view) {
        return view.bind(jdbc.sql("""
                        SELECT EXISTS (SELECT FROM availability v WHERE v.agent_id = :agent AND v.date >= :today AND %s)
                            OR EXISTS (SELECT FROM availability_pattern p WHERE p.agent_id = :agent AND %s)
                        """.formatted(SyncView.changed("v"), SyncView.changed("p"))))
                .param("today", view.now().today())
                .query(Boolean.class)
                .single();
    }

    List<Message> messages(SyncView view) {
        return view.bind(jdbc.sql("""
                        SELECT n.* FROM notification n
                        WHERE n.recipient_kind = 'agent' AND n.recipient_id = :agent AND n.channel = 'in_app' AND n.deleted_at IS NULL
                          AND (:full OR n.created_at > CAST(:now AS timestamptz) - interval '60 days' AND %s)
                        ORDER BY n.id DESC LIMIT CASE WHEN :full THEN %d END
                        """.formatted(SyncView.changed("n"), MESSAGES)))
                .query((row, n) -> {
                    Timestamp readAt = row.getTimestamp("read_at");
                    return new Message(
                            row.getObject("id", UUID.class),
                            row.getString("event"),
                            row.getString("title"),
                            row.getString("body"),
                            row.getObject("booking_id", UUID.class),
                            row.getObject("job_id", UUID.class),
                            row.getTimestamp("created_at").toInstant(),
                            readAt == null ? null : readAt.toInstant());
                })
                .list();
    }

    int unread(SyncView view) {
        return jdbc.sql("""
                        SELECT count(*) FROM notification
                        WHERE recipient_kind = 'agent' AND recipient_id = ? AND channel = 'in_app' AND read_at IS NULL
                          AND deleted_at IS NULL
                        """).param(view.now().agent()).query(Integer.class).single();
    }

    int unreadFromOffice(SyncView view) {
        return jdbc.sql("SELECT coalesce(sum(agent_unread), 0) FROM thread WHERE agent_id = ? AND deleted_at IS NULL")
                .param(view.now().agent())
                .query(Integer.class)
                .single();
    }
}
