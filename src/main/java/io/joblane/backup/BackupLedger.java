package io.joblane.backup;

import io.joblane.context.CurrentActor;
import io.joblane.database.ControlDatabase;
import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of {@code backup_run}. */
@Component
class BackupLedger {
    private final ControlDatabase control;
    private final Clock clock;

    BackupLedger(ControlDatabase control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** The caller holds the company's lock: a line that still says "running" was abandoned. */
    UUID begin(String company, String trigger) {
        abandon(company);
        UUID id = Ids.next();
        control.jdbc()
                .sql("INSERT INTO backup_run (id, company, trigger, status, started_at, started_by)"
                        + " VALUES (:id, :company, :trigger, 'running', :now, :by)")
                .param("id", id)
                .param("company", company)
                .param("trigger", trigger)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", CurrentActor.get().auditName())
                .update();
        return id;
    }

    /** The caller holds the company's lock. */
    void abandon(String company) {
        control.jdbc()
                .sql("UPDATE backup_run SET status = 'failed', ended_at = ?, error = 'It was abandoned half-way.'"
                        + " WHERE company = ? AND status = 'running'")
                .param(Timestamp.from(clock.instant()))
                .param(company)
                .update();
    }

    boolean isRunning(String company) {
        return control.jdbc()
                .sql("SELECT EXISTS (SELECT FROM backup_run WHERE company = ? AND status = 'running')")
                .param(company)
                .query(Boolean.class)
                .single();
    }

    void done(UUID id, String location, long bytes, String checksum, String schemaVersion) {
        control.jdbc()
                .sql("""
                        UPDATE backup_run SET status = 'done', ended_at = :now, location = :location, bytes = :bytes,
                            checksum = :checksum, schema_version = :version WHERE id = :id
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("location", location)
                .param("bytes", bytes)
                .param("checksum", checksum)
                .param("version", schemaVersion)
                .param("id", id)
                .update();
    }

    void failed(UUID id, String error) {
        control.jdbc()
                .sql(
                        "UPDATE backup_run SET status = 'failed', ended_at = :now, error = left(:error, 1000) WHERE id = :id AND status = 'running'")
                .param("now", Timestamp.from(clock.instant()))
                .param("error", error)
                .param("id", id)
                .update();
    }

    void removed(UUID id) {
        control.jdbc()
                .sql("UPDATE backup_run SET status = 'removed' WHERE id = ?")
                .param(id)
                .update();
    }

    Optional<BackupRun> find(String company, UUID id) {
        return control.jdbc()
                .sql("SELECT * FROM backup_run WHERE company = ? AND id = ?")
                .param(company)
                .param(id)
                .query(BackupLedger::row)
                .optional();
    }

    /** Newest first. */
    List<BackupRun> page(String company, @Nullable UUID before, int limit) {
        return control.jdbc()
                .sql("""
                        SELECT * FROM backup_run WHERE company = :company AND (:before::uuid IS NULL OR id < :before::uuid)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("company", company)
                .param("before", before)
                .param("limit", limit)
                .query(BackupLedger::row)
                .list();
    }

    /** Good ones beyond the newest {@code keep}. */
    List<BackupRun> surplus(String company, int keep) {
        return control.jdbc()
                .sql("SELECT * FROM backup_run WHERE company = ? AND status = 'done' ORDER BY id DESC OFFSET ?")
                .param(company)
                .param(keep)
                .query(BackupLedger::row)
                .list();
    }

    /** When the newest good one was begun. */
    Optional<Instant> lastGood(String company) {
        return moment("SELECT max(started_at) FROM backup_run WHERE company = :company AND status = 'done'", company);
    }

    Optional<Instant> lastScheduled(String company) {
        return moment(
                "SELECT max(started_at) FROM backup_run WHERE company = :company AND trigger = 'scheduled'", company);
    }

    /** Whether the newest that has ended failed. */
    boolean lastFailed(String company) {
        return control.jdbc()
                .sql("SELECT status = 'failed' FROM backup_run WHERE company = ? AND status <> 'running'"
                        + " ORDER BY id DESC LIMIT 1")
                .param(company)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    Instant companyMadeAt(String company) {
        // The control database is as old as its first company.
        return moment("SELECT min(created_at) FROM company WHERE :company IN (slug, 'control')", company)
                .orElse(company.equals(Backups.CONTROL) ? clock.instant() : Instant.EPOCH);
    }

    private Optional<Instant> moment(String sql, String company) {
        return control.jdbc()
                .sql(sql)
                .param("company", company)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)))
                .single()
                .map(Timestamp::toInstant);
    }

    private static BackupRun row(ResultSet row, int number) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new BackupRun(
                row.getObject("id", UUID.class),
                row.getString("company"),
                row.getString("trigger"),
                row.getString("status"),
                row.getTimestamp("started_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("location"),
                row.getObject("bytes", Long.class),
                row.getString("checksum"),
                row.getString("schema_version"),
                row.getString("error"));
    }
}
