package io.joblane.workforce.availability;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code availability}. What a job takes is left to it as long as the agent is to go there. */
@Component
class DayTable {
    private static final String TO_GO = """
            EXISTS (SELECT FROM assignment s WHERE s.job_id = ANY (a.jobs) AND s.agent_id = a.agent_id AND s.active)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    DayTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Row(UUID id, UUID agentId, LocalDate date, int version) {}

    Optional<Row> lock(UUID id) {
        return jdbc.sql(
                        "SELECT id, agent_id, date, version FROM availability WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getObject("date", LocalDate.class),
                        row.getInt("version")))
                .optional();
    }

    /**
     * Says it of every day of the range that no job takes.
     *
     * @return the days that jobs take
     */
    List<LocalDate> set(UUID agentId, DayRange range, DayChange change, DaySource source) {
        List<LocalDate> before = taken(agentId, range);
        UUID[] ids = Stream.generate(Ids::next).limit(range.days()).toArray(UUID[]::new);
        // A job that takes a day meanwhile is seen in the row itself, and its assignment by the look that follows.
        int written = jdbc.sql("""
                        INSERT INTO availability AS a (id, agent_id, date, available, away, notes, source, version)
                        SELECT n.id, :agent, :from::date + n.day::int - 1, :available, :away, :notes, :source, 0
                        FROM unnest(:ids::uuid[]) WITH ORDINALITY AS n(id, day)
                        ON CONFLICT (agent_id, date) WHERE deleted_at IS NULL DO UPDATE SET
                            available = excluded.available, away = excluded.away, notes = excluded.notes, source = excluded.source,
                            version = a.version + 1
                        WHERE a.source <> 'job'
                        """)
                .param("agent", agentId)
                .param("from", range.from())
                .param("available", change.available())
                .param("away", change.away())
                .param("notes", change.notes())
                .param("source", LowerCase.of(source))
                .param("ids", ids)
                .update();
        return written == range.days() - before.size() ? before : taken(agentId, range);
    }

    /**
     * The days of the range that jobs take, and that nobody takes or frees until the transaction ends. A day whose jobs the agent
     * need not go to any more is taken from them.
     */
    List<LocalDate> taken(UUID agentId, DayRange range) {
        // First the lock, then the look: what was waited for is seen by the second statement only.
        List<UUID> rows = jdbc.sql("""
                        SELECT id FROM availability
                        WHERE agent_id = ? AND date BETWEEN ? AND ? AND deleted_at IS NULL AND source = 'job' ORDER BY date FOR UPDATE
                        """)
                .param(agentId)
                .param(range.from())
                .param(range.to())
                .query(UUID.class)
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        UUID[] ids = rows.toArray(UUID[]::new);
        jdbc.sql("""
                        UPDATE availability a SET source = 'office', job_id = NULL, jobs = '{}', covered = NULL, version = version + 1
                        WHERE id = ANY (?) AND NOT\s""" + TO_GO).param(ids).update();
        return jdbc.sql("SELECT date FROM availability WHERE id = ANY (?) AND source = 'job' ORDER BY date")
                .param(ids)
                .query(LocalDate.class)
                .list();
    }

    /** Says of the days that jobs take what is to hold once they do not any more. */
    void setBeneath(UUID agentId, DayRange range, DayChange change, DaySource source) {
        jdbc.sql("""
                        UPDATE availability a SET notes = :notes, version = a.version + 1, covered = jsonb_build_object(
                            'available', :available::boolean, 'away', :away::boolean, 'source', :source::text)
                        WHERE agent_id = :agent AND date BETWEEN :from AND :to AND deleted_at IS NULL AND source = 'job'
                        """)
                .param("agent", agentId)
                .param("from", range.from())
                .param("to", range.to())
                .param("available", change.available())
                .param("away", change.away())
                .param("notes", change.notes())
                .param("source", LowerCase.of(source))
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("UPDATE availability SET deleted_at = ?, deleted_by = ?, version = version + 1 WHERE id = ?")
                .param(Timestamp.from(clock.instant()))
                .param(CurrentActor.get().auditName())
                .param(id)
                .update();
    }
}
