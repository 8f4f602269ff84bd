package io.joblane.engine.task;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.link.EngineLink;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code user_task}. */
@Component
class TaskTable {
    static final String OPEN = "open";

    private final JdbcClient jdbc;
    private final EngineLink engine;
    private final Clock clock;
    private final TaskBell bell;

    TaskTable(JdbcClient jdbc, EngineLink engine, Clock clock, TaskBell bell) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.clock = clock;
        this.bell = bell;
    }

    /** A row with its state, locked until the transaction ends. */
    record Row(
            OpenTask task,
            long instanceKey,
            String state,
            @Nullable String outcome) {}

    /** Idempotent: a listener's job may come twice. */
    void add(OpenTask task, String processId, long instanceKey) {
        insert(task, processId, instanceKey, OPEN, null, "(engine_id, key) DO NOTHING");
    }

    /**
     * Closes the row of a task that the engine takes back. That may overtake the creating listener, which then must find
     * the closed row instead of adding an open one that nobody would ever close.
     */
    void cancel(OpenTask task, String processId, long instanceKey) {
        insert(
                task,
                processId,
                instanceKey,
                "canceled",
                clock.instant(),
                "(engine_id, key) DO UPDATE SET state = excluded.state, closed_at = excluded.closed_at WHERE user_task.state = 'open'");
    }

    private void insert(
            OpenTask task,
            String processId,
            long instanceKey,
            String state,
            @Nullable Instant closedAt,
            String onConflict) {
        jdbc.sql("""
                        INSERT INTO user_task (engine_id, key, id, element_id, process_id, instance_key, name, booking_id, job_id, subject_id,
                            assignee, candidate_groups, state, due_at, created_at, closed_at)
                        VALUES (:engine, :key, :id, :element, :process, :instance, :name, :booking, :job, :subject,
                            :assignee, string_to_array(:groups, ','), :state, :due, :created, :closed)
                        ON CONFLICT %s
                        """.formatted(onConflict))
                .param("engine", engine.id())
                .param("key", task.key())
                .param("id", task.id())
                .param("element", task.elementId())
                .param("process", processId)
                .param("instance", instanceKey)
                .param("name", task.name())
                .param("booking", task.bookingId())
                .param("job", task.jobId())
                .param("subject", task.subjectId())
                .param("assignee", task.assignee())
                .param("groups", String.join(",", task.candidateGroups()))
                .param("state", state)
                .param("due", timestamp(task.dueAt()))
                .param("created", timestamp(task.createdAt()))
                .param("closed", timestamp(closedAt))
                .update();
        bell.ring(task.assignee());
    }

    /** Whose task it is now; adds its row where there is none yet. */
    void assign(OpenTask task, String processId, long instanceKey) {
        insert(
                task,
                processId,
                instanceKey,
                OPEN,
                null,
                "(engine_id, key) DO UPDATE SET assignee = excluded.assignee WHERE user_task.state = 'open'");
    }

    /** @return false where the row was closed before */
    boolean close(long key, String state, @Nullable String outcome) {
        List<Optional<String>> closed = jdbc.sql("""
                        UPDATE user_task SET state = :state, outcome = :outcome, closed_at = :now
                        WHERE engine_id = :engine AND key = :key AND state = 'open'
                        RETURNING assignee
                        """)
                .param("state", state)
                .param("outcome", outcome)
                .param("now", timestamp(clock.instant()))
                .param("engine", engine.id())
                .param("key", key)
                .query((row, number) -> Optional.ofNullable(row.getString("assignee")))
                .list();
        closed.forEach(assignee -> bell.ring(assignee.orElse(null)));
        return !closed.isEmpty();
    }

    Optional<Row> lock(UUID id) {
        return jdbc.sql("SELECT * FROM user_task WHERE id = ? FOR UPDATE")
                .param(id)
                .query(TaskTable::row)
                .optional();
    }

    Optional<Row> lock(long key) {
        return jdbc.sql("SELECT * FROM user_task WHERE engine_id = ? AND key = ? FOR UPDATE")
                .param(engine.id())
                .param(key)
                .query(TaskTable::row)
                .optional();
    }

    List<OpenTask> lockOpen(UUID subjectId) {
        return jdbc
                .sql("SELECT * FROM user_task WHERE subject_id = ? AND state = 'open' AND engine_id = ? FOR UPDATE")
                .param(subjectId)
                .param(engine.id())
                .query(TaskTable::row)
                .list()
                .stream()
                .map(Row::task)
                .toList();
    }

    Optional<OpenTask> latest(String elementId, UUID subjectId) {
        return jdbc.sql(
                        "SELECT * FROM user_task WHERE element_id = ? AND subject_id = ? ORDER BY created_at DESC, id DESC LIMIT 1")
                .param(elementId)
                .param(subjectId)
                .query(TaskTable::row)
                .optional()
                .map(Row::task);
    }

    Optional<OpenTask> findOpen(UUID id) {
        return jdbc.sql("SELECT * FROM user_task WHERE id = ? AND state = 'open'")
                .param(id)
                .query(TaskTable::row)
                .optional()
                .map(Row::task);
    }

    List<OpenTask> open(TaskAudience audience, int limit, @Nullable UUID after) {
        // Ids are made in order of time, so they page as well as the time does.
        return jdbc
                .sql("""
                        SELECT * FROM user_task
                        WHERE state = 'open' AND (assignee = :assignee OR candidate_groups && string_to_array(:groups, ','))
                          AND (:after::uuid IS NULL OR id > :after::uuid)
                        ORDER BY id LIMIT :limit
                        """)
                .param("assignee", audience.assignee())
                .param("groups", String.join(",", audience.groups()))
                .param("after", after)
                .param("limit", limit)
                .query(TaskTable::row)
                .list()
                .stream()
                .map(Row::task)
                .toList();
    }

    /** Keys of tasks of this engine that have been open since before {@code before}: candidates for a look whether they still exist. */
    List<Long> openSince(Instant before, int limit) {
        return jdbc.sql("""
                        SELECT key FROM user_task WHERE state = 'open' AND engine_id = :engine AND created_at < :before
                        ORDER BY created_at LIMIT :limit
                        """)
                .param("engine", engine.id())
                .param("before", timestamp(before))
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        Array groups = row.getArray("candidate_groups");
        Timestamp due = row.getTimestamp("due_at");
        return new Row(
                new OpenTask(
                        row.getObject("id", UUID.class),
                        row.getLong("key"),
                        row.getString("element_id"),
                        row.getString("name"),
                        row.getObject("booking_id", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getObject("subject_id", UUID.class),
                        row.getString("assignee"),
                        List.of((String[]) groups.getArray()),
                        due == null ? null : due.toInstant(),
                        row.getTimestamp("created_at").toInstant()),
                row.getLong("instance_key"),
                row.getString("state"),
                row.getString("outcome"));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
