package io.joblane.backup;

import io.joblane.context.CurrentActor;
import io.joblane.database.ControlDatabase;
import io.joblane.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of {@code restore_run}. */
@Component
class RestoreLedger {
    private final ControlDatabase control;
    private final Clock clock;

    RestoreLedger(ControlDatabase control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** The caller holds the company's lock: a line that still says "running" was abandoned. */
    UUID begin(String company, UUID backup) {
        control.jdbc()
                .sql("UPDATE restore_run SET status = 'failed', ended_at = :now, error = 'It was abandoned half-way.'"
                        + " WHERE company = :company AND status = 'running'")
                .param("now", now())
                .param("company", company)
                .update();
        UUID id = Ids.next();
        control.jdbc()
                .sql("INSERT INTO restore_run (id, company, backup_id, status, step, started_at, started_by)"
                        + " VALUES (:id, :company, :backup, 'running', 'waiting to begin', :now, :by)")
                .param("id", id)
                .param("company", company)
                .param("backup", backup)
                .param("now", now())
                .param("by", CurrentActor.get().auditName())
                .update();
        return id;
    }

    void step(UUID id, String step) {
        control.jdbc()
                .sql("UPDATE restore_run SET step = ? WHERE id = ?")
                .param(step)
                .param(id)
                .update();
    }

    void done(UUID id, int cancelled, int startedAgain) {
        control.jdbc()
                .sql("UPDATE restore_run SET status = 'done', step = 'done', ended_at = :now, cancelled = :cancelled,"
                        + " started_again = :again WHERE id = :id")
                .param("now", now())
                .param("cancelled", cancelled)
                .param("again", startedAgain)
                .param("id", id)
                .update();
    }

    void failed(UUID id, String error) {
        control.jdbc()
                .sql(
                        "UPDATE restore_run SET status = 'failed', ended_at = :now, error = left(:error, 1000) WHERE id = :id AND status = 'running'")
                .param("now", now())
                .param("error", error)
                .param("id", id)
                .update();
    }

    Optional<RestoreRun> find(String company, UUID id) {
        return control.jdbc()
                .sql("SELECT * FROM restore_run WHERE company = ? AND id = ?")
                .param(company)
                .param(id)
                .query((row, number) -> new RestoreRun(
                        row.getObject("id", UUID.class),
                        row.getString("company"),
                        row.getObject("backup_id", UUID.class),
                        row.getString("status"),
                        row.getString("step"),
                        row.getTimestamp("started_at").toInstant(),
                        instant(row.getTimestamp("ended_at")),
                        row.getObject("cancelled", Integer.class),
                        row.getObject("started_again", Integer.class),
                        row.getString("error")))
                .optional();
    }

    private static java.time.@Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
