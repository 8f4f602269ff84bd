package io.joblane.job.recurrence;

import io.joblane.context.CurrentActor;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code job_recurrence}, and of {@code job_occurrence}: which of its times became which job. */
@Component
class RecurrenceTable {
    private static final String LIVE = "SELECT * FROM job_recurrence WHERE deleted_at IS NULL AND ";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    RecurrenceTable(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    void add(Recurrence recurrence) {
        values(jdbc.sql("""
                        INSERT INTO job_recurrence (id, rule, first_start, except_dates, lead_days, active, template, created_at,
                            created_by, updated_at, updated_by, version)
                        VALUES (:id, :rule, :first, string_to_array(:except, ',')::date[], :lead, :active, CAST(:template AS jsonb),
                            :now, :who, :now, :who, 0)
                        """), recurrence).update();
    }

    /** Counts the version up. */
    void change(Recurrence recurrence) {
        values(jdbc.sql("""
                        UPDATE job_recurrence SET rule = :rule, first_start = :first, except_dates = string_to_array(:except, ',')::date[],
                            lead_days = :lead, active = :active, template = CAST(:template AS jsonb), trouble = NULL,
                            updated_at = :now, updated_by = :who, version = version + 1
                        WHERE id = :id
                        """), recurrence).update();
    }

    private JdbcClient.StatementSpec values(JdbcClient.StatementSpec statement, Recurrence recurrence) {
        return statement
                .param("id", recurrence.id())
                .param("rule", recurrence.rule())
                .param("first", recurrence.firstStart())
                .param(
                        "except",
                        recurrence.exceptDates().stream()
                                .map(LocalDate::toString)
                                .collect(Collectors.joining(",")))
                .param("lead", recurrence.leadDays())
                .param("active", recurrence.active())
                .param("template", json.writeValueAsString(recurrence.template()))
                .param("now", Timestamp.from(clock.instant()))
                .param("who", CurrentActor.get().auditName());
    }

    void remove(UUID id) {
        jdbc.sql("""
                        UPDATE job_recurrence SET active = false, deleted_at = :now, deleted_by = :who, updated_at = :now, updated_by = :who,
                            version = version + 1 WHERE id = :id
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("who", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    Optional<Recurrence> find(UUID id) {
        return jdbc.sql(LIVE + "id = ?").param(id).query(this::recurrence).optional();
    }

    Optional<Recurrence> lock(UUID id) {
        return jdbc.sql(LIVE + "id = ? FOR UPDATE")
                .param(id)
                .query(this::recurrence)
                .optional();
    }

    /** By id, which is by age. */
    List<Recurrence> page(@Nullable UUID after, int limit) {
        return jdbc.sql(LIVE + (after == null ? "true" : "id > :after") + " ORDER BY id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(this::recurrence)
                .list();
    }

    List<UUID> active() {
        return jdbc.sql("SELECT id FROM job_recurrence WHERE active AND deleted_at IS NULL ORDER BY id")
                .query(UUID.class)
                .list();
    }

    /** The time has become this job. A second one of the same time is refused by its key. */
    void posted(UUID id, LocalDateTime start, UUID job) {
        jdbc.sql("INSERT INTO job_occurrence (recurrence_id, local_start, job_id, posted_at) VALUES (?, ?, ?, ?)")
                .param(id)
                .param(start)
                .param(job)
                .param(Timestamp.from(clock.instant()))
                .update();
        jdbc.sql("UPDATE job_recurrence SET posted_until = ?, trouble = NULL WHERE id = ?")
                .param(start)
                .param(id)
                .update();
    }

    void trouble(UUID id, String trouble) {
        jdbc.sql("UPDATE job_recurrence SET trouble = :trouble WHERE id = :id AND trouble IS DISTINCT FROM :trouble")
                .param("trouble", trouble)
                .param("id", id)
                .update();
    }

    /** The jobs that came of the times from then on. */
    Map<LocalDateTime, UUID> jobs(UUID id, LocalDateTime from) {
        Map<LocalDateTime, UUID> jobs = new HashMap<>();
        jdbc.sql("SELECT local_start, job_id FROM job_occurrence WHERE recurrence_id = ? AND local_start >= ?")
                .param(id)
                .param(from)
                .query(row -> {
                    jobs.put(row.getObject("local_start", LocalDateTime.class), row.getObject("job_id", UUID.class));
                });
        return jobs;
    }

    private Recurrence recurrence(ResultSet row, int number) throws SQLException {
        return new Recurrence(
                row.getObject("id", UUID.class),
                row.getString("rule"),
                row.getObject("first_start", LocalDateTime.class),
                Arrays.stream((Date[]) row.getArray("except_dates").getArray())
                        .map(Date::toLocalDate)
                        .toList(),
                row.getInt("lead_days"),
                row.getBoolean("active"),
                json.readValue(row.getString("template"), JobTemplate.class),
                row.getObject("posted_until", LocalDateTime.class),
                row.getString("trouble"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("version"));
    }
}
