package io.joblane.workforce.availability;

import io.joblane.context.CurrentActor;
import io.joblane.http.Versions;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The pattern of the week of each agent. Its weekdays change together, under the lock of the agent's row. */
@Service
public class PatternService {
    private final JdbcClient jdbc;
    private final Whom whom;
    private final Clock clock;

    PatternService(JdbcClient jdbc, Whom whom, Clock clock) {
        this.jdbc = jdbc;
        this.whom = whom;
        this.clock = clock;
    }

    /** @param agentId null for the agent who asks */
    @OwnOrStaff
    @Transactional(readOnly = true)
    public WeekPattern get(@Nullable UUID agentId) {
        return read(whom.agent(agentId));
    }

    /**
     * In place of the whole pattern; of a weekday that is left out nothing is said any more.
     *
     * @throws Problem 422 {@code weekday_twice}, 412
     */
    @OwnOrStaff
    @Transactional
    public WeekPattern set(@Nullable UUID agentId, List<WeekPattern.Weekday> days, @Nullable Integer expectedVersion) {
        if (days.stream().map(WeekPattern.Weekday::weekday).distinct().count() < days.size()) {
            throw Problem.unprocessable("weekday_twice", "Name each weekday once.");
        }
        UUID agent = whom.agent(agentId);
        jdbc.sql("SELECT 1 FROM agent WHERE id = ? FOR NO KEY UPDATE")
                .param(agent)
                .query()
                .singleRow();
        Versions.check(read(agent).version(), expectedVersion);
        write(agent, days);
        return read(agent);
    }

    private void write(UUID agent, List<WeekPattern.Weekday> days) {
        jdbc.sql("""
                        UPDATE availability_pattern SET deleted_at = :now, deleted_by = :who, version = version + 1
                        WHERE agent_id = :agent AND deleted_at IS NULL AND weekday <> ALL (:weekdays::int[])
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("who", CurrentActor.get().auditName())
                .param("agent", agent)
                .param(
                        "weekdays",
                        days.stream().map(WeekPattern.Weekday::weekday).toArray(Integer[]::new))
                .update();
        for (WeekPattern.Weekday day : days) {
            jdbc.sql("""
                            INSERT INTO availability_pattern AS p (id, agent_id, weekday, available, version)
                            VALUES (:id, :agent, :weekday, :available, 0)
                            ON CONFLICT (agent_id, weekday) WHERE deleted_at IS NULL DO UPDATE
                                SET available = excluded.available, version = p.version + 1
                                WHERE p.available <> excluded.available
                            """)
                    .param("id", Ids.next())
                    .param("agent", agent)
                    .param("weekday", day.weekday())
                    .param("available", day.available())
                    .update();
        }
    }

    /** Each change of a weekday counts the version up, also one that removes it. */
    private WeekPattern read(UUID agent) {
        List<WeekPattern.Weekday> days = jdbc.sql(
                        "SELECT weekday, available FROM availability_pattern WHERE agent_id = ? AND deleted_at IS NULL ORDER BY weekday")
                .param(agent)
                .query((row, n) -> new WeekPattern.Weekday(row.getInt("weekday"), row.getBoolean("available")))
                .list();
        int version = jdbc.sql("SELECT coalesce(sum(version + 1), 0) FROM availability_pattern WHERE agent_id = ?")
                .param(agent)
                .query(Integer.class)
                .single();
        return new WeekPattern(agent, days, version);
    }
}
