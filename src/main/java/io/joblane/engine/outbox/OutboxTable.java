package io.joblane.engine.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code outbox}. */
@Component
class OutboxTable {
    static final String MESSAGE = "message";
    static final String COMPLETE_TASK = "complete_task";

    private static final String ORIGIN =
            "SELECT jsonb_build_object('restoration', coalesce(restoration::text, 'none')) FROM data_origin";

    /**
     * True, and the transaction's commit does not wait for the disk. For the relay's own notes: one that a crash of the server
     * takes away lets a row be sent again, as a crash between sending and noting would, and the engine knows it by its id.
     */
    private static final String LAZILY = "set_config('synchronous_commit', 'off', true) = 'off'";

    private final JdbcClient jdbc;

    OutboxTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param target a message's name, or a user task's key
     * @param attempts how often it was tried, this time included
     * @param refusals how often the engine refused it before; that it was away or busy does not count
     */
    record Row(
            long seq,
            UUID id,
            String aggregate,
            String kind,
            String target,
            String payload,
            int attempts,
            int refusals) {}

    void add(UUID id, String aggregate, String kind, String target, String payload, Instant now) {
        add(id, aggregate, kind, target, payload, "'{}'", now);
    }

    /** A message that starts a process: on which data it was started goes with it, as {@code restoration}. */
    void addStart(UUID id, String aggregate, String message, String payload, Instant now) {
        add(id, aggregate, MESSAGE, message, payload, ORIGIN, now);
    }

    private void add(UUID id, String aggregate, String kind, String target, String payload, String more, Instant now) {
        jdbc.sql("""
                        INSERT INTO outbox (id, aggregate, kind, target, payload, created_at, due_at)
                        VALUES (?, ?, ?, ?, ?::jsonb || (""" + more + """
                        )::jsonb, ?, ?)
                        """)
                .param(id)
                .param(aggregate)
                .param(kind)
                .param(target)
                .param(payload)
                .param(Timestamp.from(now))
                .param(Timestamp.from(now))
                .update();
    }

    /** Takes due rows for {@code lease}, only the oldest unsent one of each aggregate; a dead row holds its aggregate back. */
    List<Row> claim(int limit, Instant now, Duration lease) {
        return jdbc.sql("""
                        WITH due AS (
                            SELECT o.seq FROM outbox o
                            WHERE %s AND o.sent_at IS NULL AND o.dead_at IS NULL AND o.due_at <= :now
                              AND (o.leased_until IS NULL OR o.leased_until < :now)
                              AND NOT EXISTS (SELECT 1 FROM outbox older
                                  WHERE older.aggregate = o.aggregate AND older.sent_at IS NULL AND older.seq < o.seq)
                            ORDER BY o.seq LIMIT :limit FOR UPDATE SKIP LOCKED)
                        UPDATE outbox o SET leased_until = :until, attempts = o.attempts + 1
                        FROM due WHERE o.seq = due.seq
                        RETURNING o.seq, o.id, o.aggregate, o.kind, o.target, o.payload::text, o.attempts, o.refusals
                        """.formatted(LAZILY))
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(lease)))
                .param("limit", limit)
                .query(OutboxTable::row)
                .list();
    }

    /** Gives back what a process that died had claimed; only where no other one sends. */
    void releaseLeases() {
        jdbc.sql("UPDATE outbox SET leased_until = NULL WHERE sent_at IS NULL AND leased_until IS NOT NULL")
                .update();
    }

    /** By id, not by sequence number: a database that was restored meanwhile gives the numbers out again. */
    void sent(Collection<UUID> ids, Instant now) {
        jdbc.sql("UPDATE outbox SET sent_at = ?, leased_until = NULL, last_error = NULL WHERE id = ANY(?) AND "
                        + LAZILY)
                .param(Timestamp.from(now))
                .param(ids.toArray(UUID[]::new))
                .update();
    }

    void retry(UUID id, Instant dueAt, String error) {
        jdbc.sql("UPDATE outbox SET due_at = ?, leased_until = NULL, last_error = ? WHERE id = ?")
                .param(Timestamp.from(dueAt))
                .param(error)
                .param(id)
                .update();
    }

    void refused(UUID id, Instant dueAt, String error) {
        jdbc.sql("UPDATE outbox SET refusals = refusals + 1 WHERE id = ?")
                .param(id)
                .update();
        retry(id, dueAt, error);
    }

    void dead(UUID id, Instant now, String error) {
        jdbc.sql("UPDATE outbox SET dead_at = ?, leased_until = NULL, last_error = ? WHERE id = ?")
                .param(Timestamp.from(now))
                .param(error)
                .param(id)
                .update();
    }

    /** Rows that were set aside and neither sent nor dropped since, oldest first. */
    List<DeadLetter> deadLetters(@Nullable Long after, int limit) {
        return jdbc.sql("""
                        SELECT d.*, (SELECT count(*) FROM outbox behind WHERE behind.aggregate = d.aggregate
                                     AND behind.sent_at IS NULL AND behind.seq > d.seq) AS waiting
                        FROM outbox d
                        WHERE d.sent_at IS NULL AND d.dead_at IS NOT NULL AND d.seq > :after
                        ORDER BY d.seq LIMIT :limit
                        """)
                .param("after", after == null ? 0L : after)
                .param("limit", limit)
                .query((row, number) -> new DeadLetter(
                        row.getObject("id", UUID.class),
                        row.getLong("seq"),
                        row.getString("aggregate"),
                        row.getString("kind"),
                        row.getString("target"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("dead_at").toInstant(),
                        row.getInt("attempts"),
                        row.getString("last_error"),
                        row.getInt("waiting")))
                .list();
    }

    /** @return false where there is no such dead letter */
    boolean revive(UUID id, Instant now) {
        return jdbc.sql("""
                                UPDATE outbox SET dead_at = NULL, due_at = :now, attempts = 0, refusals = 0
                                WHERE id = :id AND sent_at IS NULL AND dead_at IS NOT NULL
                                """).param("id", id).param("now", Timestamp.from(now)).update() == 1;
    }

    /**
     * Counts it as sent, so that it holds nothing back and goes with the sent ones; that it was dead stays.
     *
     * @return false where there is no such dead letter
     */
    boolean drop(UUID id, Instant now, String note) {
        return jdbc.sql("""
                                UPDATE outbox SET sent_at = :now, last_error = left(concat(:note::text, '. ', last_error), 2000)
                                WHERE id = :id AND sent_at IS NULL AND dead_at IS NOT NULL
                                """)
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .param("note", note)
                        .update()
                == 1;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("seq"),
                row.getObject("id", UUID.class),
                row.getString("aggregate"),
                row.getString("kind"),
                row.getString("target"),
                row.getString("payload"),
                row.getInt("attempts"),
                row.getInt("refusals"));
    }
}
