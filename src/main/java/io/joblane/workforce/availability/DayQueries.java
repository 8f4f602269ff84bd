package io.joblane.workforce.availability;

import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The days of agents, each resolved: one statement, however many they are. */
@Component
class DayQueries {
    private static final String DAYS = """
            SELECT a.id AS agent_id, a.name, d.day::date AS date, v.id, v.version, v.job_id, coalesce(v.notes, '') AS notes,
                   CASE WHEN v.away THEN 'away' WHEN coalesce(v.available, p.available) THEN 'available'
                        WHEN v.id IS NULL AND p.id IS NULL THEN 'not_set' ELSE 'unavailable' END AS state,
                   CASE WHEN v.id IS NOT NULL THEN v.source WHEN p.id IS NOT NULL THEN 'pattern' END AS source
            FROM (%s) a
            CROSS JOIN generate_series(:from::timestamp, :to::timestamp, interval '1 day') AS d(day)
            LEFT JOIN availability v ON v.agent_id = a.id AND v.date = d.day::date AND v.deleted_at IS NULL
            LEFT JOIN availability_pattern p
                ON p.agent_id = a.id AND p.weekday = extract(isodow FROM d.day) AND p.deleted_at IS NULL
            ORDER BY a.id, d.day
            """;

    private final JdbcClient jdbc;

    DayQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By agent, who are ordered by id, which is by age. */
    List<AgentDays> page(DayRange range, @Nullable UUID after, int agents) {
        Rows rows = new Rows();
        jdbc.sql(DAYS.formatted("SELECT id, name FROM agent WHERE deleted_at IS NULL"
                        + (after == null ? "" : " AND id > :after") + " ORDER BY id LIMIT :agents"))
                .param("from", range.from())
                .param("to", range.to())
                .param("after", after)
                .param("agents", agents)
                .query(rows);
        return rows.all();
    }

    List<Day> of(UUID agentId, DayRange range) {
        Rows rows = new Rows();
        jdbc.sql(DAYS.formatted("SELECT id, name FROM agent WHERE id = :agent AND deleted_at IS NULL"))
                .param("from", range.from())
                .param("to", range.to())
                .param("agent", agentId)
                .query(rows);
        return rows.all().stream().flatMap(agent -> agent.days().stream()).toList();
    }

    private static final class Rows implements RowCallbackHandler {
        private final Map<UUID, AgentDays> byAgent = new LinkedHashMap<>();

        List<AgentDays> all() {
            return List.copyOf(byAgent.values());
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            UUID agent = row.getObject("agent_id", UUID.class);
            AgentDays days = byAgent.get(agent);
            if (days == null) {
                days = new AgentDays(agent, row.getString("name"), new ArrayList<>());
                byAgent.put(agent, days);
            }
            String source = row.getString("source");
            days.days()
                    .add(new Day(
                            row.getObject("date", LocalDate.class),
                            LowerCase.parse(DayState.class, row.getString("state")),
                            source == null ? null : LowerCase.parse(DaySource.class, source),
                            row.getString("notes"),
                            row.getObject("job_id", UUID.class),
                            row.getObject("id", UUID.class),
                            row.getObject("version", Integer.class)));
        }
    }
}
