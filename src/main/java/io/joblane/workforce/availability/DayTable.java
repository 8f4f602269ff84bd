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
    private static final String TAKEN = """
            EXISTS (SELECT FROM assignment s WHERE s.job_id = ANY (a.jobs) AND s.agent_id = a.agent_id AND s.active)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    DayTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param taken a job takes the day, and the agent is still to go there */
    record Row(UUID id, UUID agentId, LocalDate date, int version, boolean taken) {}

    Optional<Row> lock(UUID id) {
        return jdbc.sql("SELECT a.*, " + TAKEN + " AS taken FROM availability a WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getObject("date", LocalDate.class),
                        row.getInt("version"),
                        row.getBoolean("taken")))
                .optional();
    }

    /** Says it of every day of the range that no job takes. */
    void set(UUID agentId, DayRange range, DayChange change, DaySource source) {
        UUID[] ids = Stream.generate(Ids::next).limit(range.days()).toArray(UUID[]::new);
        jdbc.sql("""
                        INSERT INTO availability AS a (id, agent_id, date, available, away, notes, source, version)
                        SELECT n.id, :agent, :from::date + n.day::int - 1, :available, :away, :notes, :source, 0
                        FROM unnest(:ids::uuid[]) WITH ORDINALITY AS n(id, day)
                        ON CONFLICT (agent_id, date) WHERE deleted_at IS NULL DO UPDATE SET
                            available = excluded.available, away = excluded.away, notes = excluded.notes, source = excluded.source,
                            job_id = NULL, jobs = '{}', covered = NULL, version = a.version + 1
                        WHERE NOT\s""" + TAKEN)
                .param("agent", agentId)
                .param("from", range.from())
                .param("available", change.available())
                .param("away", change.away())
                .param("notes", change.notes())
                .param("source", LowerCase.of(source))
                .param("ids", ids)
                .update();
    }

    List<LocalDate> taken(UUID agentId, DayRange range) {
        return jdbc.sql("SELECT date FROM availability a WHERE agent_id = ? AND date BETWEEN ? AND ? AND deleted_at IS NULL AND "
                        + TAKEN + " ORDER BY date")
                .param(agentId)
                .param(range.from())
                .param(range.to())
                .query(LocalDate.class)
                .list();
    }

    /** Says of the days that jobs take what is to hold once they do not any more. */
    void setBeneath(UUID agentId, DayRange range, DayChange change, DaySource source) {
        jdbc.sql("""
                        UPDATE availability a SET notes = :notes, version = a.version + 1, covered = jsonb_build_object(
                            'available', :available::boolean, 'away', :away::boolean, 'source', :source::text)
                        WHERE agent_id = :agent AND date BETWEEN :from AND :to AND deleted_at IS NULL AND\s""" + TAKEN)
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
