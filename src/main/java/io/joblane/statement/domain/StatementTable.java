package io.joblane.statement.domain;

import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of runs and of their files. */
@Component
class StatementTable {
    /** Whoever took a row and did not come back has been killed by then. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String RUN = """
            SELECT r.id, r.month, r.created_at, r.finished_at, count(f.id) AS total, count(f.id) FILTER (WHERE f.state = 'done') AS done,
                   count(f.id) FILTER (WHERE f.state = 'failed') AS failed
            FROM statement_run r LEFT JOIN statement_file f ON f.run_id = r.id""";

    private final JdbcClient jdbc;
    private final Clock clock;

    StatementTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record FileRow(
            UUID id, UUID runId, UUID customerId, LocalDate month, String state, String storageKey, int attempts) {}

    /** Empty where one of that month is under way. */
    Optional<UUID> startRun(LocalDate month) {
        return jdbc.sql("""
                        INSERT INTO statement_run (id, month) VALUES (?, ?)
                        ON CONFLICT (month) WHERE finished_at IS NULL DO NOTHING RETURNING id
                        """).params(Ids.next(), month).query(UUID.class).optional();
    }

    void addFile(UUID run, UUID customer, String storageKey) {
        jdbc.sql(
                        "INSERT INTO statement_file (id, run_id, customer_id, state, storage_key) VALUES (?, ?, ?, 'waiting', ?)")
                .params(Ids.next(), run, customer, storageKey)
                .update();
    }

    Optional<StatementRun> run(UUID id) {
        return jdbc.sql(RUN + " WHERE r.id = ? GROUP BY r.id")
                .param(id)
                .query(StatementTable::run)
                .optional();
    }

    List<StatementRun> runs(@Nullable UUID after, int limit) {
        return jdbc.sql(
                        RUN
                                + " WHERE CAST(:after AS uuid) IS NULL OR r.id < :after GROUP BY r.id ORDER BY r.id DESC LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(StatementTable::run)
                .list();
    }

    List<StatementFile> files(UUID run, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        SELECT f.id, f.customer_id, c.name, f.state, f.size, f.failure FROM statement_file f
                        JOIN customer c ON c.id = f.customer_id
                        WHERE f.run_id = :run AND f.deleted_at IS NULL AND (CAST(:after AS uuid) IS NULL OR f.id > :after)
                        ORDER BY f.id LIMIT :limit
                        """)
                .param("run", run)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> new StatementFile(
                        row.getObject("id", UUID.class),
                        row.getObject("customer_id", UUID.class),
                        row.getString("name"),
                        row.getString("state"),
                        row.getObject("size", Long.class),
                        row.getString("failure")))
                .list();
    }

    Optional<FileRow> file(UUID id) {
        return jdbc.sql("SELECT f.*, r.month FROM statement_file f JOIN statement_run r ON r.id = f.run_id "
                        + "WHERE f.id = ? AND f.deleted_at IS NULL")
                .param(id)
                .query(StatementTable::file)
                .optional();
    }

    /** Takes one that nobody works on; it is this caller's for two minutes. */
    @Transactional
    public Optional<FileRow> take() {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        UPDATE statement_file f SET leased_until = :until, attempts = f.attempts + 1
                        FROM statement_run r
                        WHERE r.id = f.run_id AND f.id = (
                            SELECT id FROM statement_file WHERE state = 'waiting' AND (leased_until IS NULL OR leased_until < :now)
                            ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING f.*, r.month
                        """)
                .param("now", now)
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .query(StatementTable::file)
                .optional();
    }

    @Transactional
    public void made(UUID id, long size) {
        jdbc.sql("""
                        UPDATE statement_file SET state = 'done', size = ?, made_at = ?, failure = NULL, version = version + 1
                        WHERE id = ? AND state = 'waiting'
                        """).params(size, Timestamp.from(clock.instant()), id).update();
    }

    /** @param last whether it is given up */
    @Transactional
    public void notMade(UUID id, String failure, boolean last) {
        jdbc.sql(
                        "UPDATE statement_file SET state = ?, failure = ?, version = version + 1 WHERE id = ? AND state = 'waiting'")
                .params(last ? "failed" : "waiting", failure, id)
                .update();
    }

    /** Ends the runs of which nothing waits. */
    @Transactional
    public void finishRuns() {
        jdbc.sql("""
                        UPDATE statement_run r SET finished_at = ?, version = version + 1
                        WHERE finished_at IS NULL
                          AND NOT EXISTS (SELECT FROM statement_file f WHERE f.run_id = r.id AND f.state = 'waiting')
                        """).param(Timestamp.from(clock.instant())).update();
    }

    boolean anyUnderWay() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM statement_run WHERE finished_at IS NULL)")
                .query(Boolean.class)
                .single();
    }

    private static StatementRun run(ResultSet row, int number) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new StatementRun(
                row.getObject("id", UUID.class),
                YearMonth.from(row.getObject("month", LocalDate.class)).toString(),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("failed"),
                row.getTimestamp("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private static FileRow file(ResultSet row, int number) throws SQLException {
        return new FileRow(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("month", LocalDate.class),
                row.getString("state"),
                row.getString("storage_key"),
                row.getInt("attempts"));
    }
}
