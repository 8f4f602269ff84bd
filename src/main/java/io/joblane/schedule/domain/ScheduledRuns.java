package io.joblane.schedule.domain;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code scheduled_run}. */
@Component
class ScheduledRuns {
    private final JdbcClient jdbc;

    ScheduledRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Run(String kind, LocalDate day, UUID id) {}

    @Nullable LocalDate last(String kind) {
        // max() of no rows is one row with null in it, which single() would refuse
        return jdbc.sql("SELECT local_date FROM scheduled_run WHERE kind = ? ORDER BY local_date DESC LIMIT 1")
                .param(kind)
                .query(LocalDate.class)
                .optional()
                .orElse(null);
    }

    /** @return false where the kind was started for that day before, by whomever */
    boolean add(Run run, Instant now) {
        return jdbc.sql("""
                                INSERT INTO scheduled_run (kind, local_date, run_id, started_at) VALUES (?, ?, ?, ?)
                                ON CONFLICT (kind, local_date) DO NOTHING
                                """)
                        .param(run.kind())
                        .param(run.day())
                        .param(run.id())
                        .param(Timestamp.from(now))
                        .update()
                == 1;
    }

    List<Run> since(Instant moment) {
        return jdbc.sql(
                        "SELECT kind, local_date, run_id FROM scheduled_run WHERE started_at >= ? ORDER BY started_at, run_id")
                .param(Timestamp.from(moment))
                .query((row, n) -> new Run(
                        row.getString("kind"),
                        row.getObject("local_date", LocalDate.class),
                        row.getObject("run_id", UUID.class)))
                .list();
    }
}
