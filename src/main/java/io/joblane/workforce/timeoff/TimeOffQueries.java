package io.joblane.workforce.timeoff;

import io.joblane.shared.LowerCase;
import io.joblane.workforce.availability.DayRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests with their agents' names. The newest first. */
@Component
class TimeOffQueries {
    private static final String SELECT = """
            SELECT r.*, a.name AS agent_name FROM time_off_request r JOIN agent a ON a.id = r.agent_id
            WHERE r.deleted_at IS NULL AND\s""";

    private final JdbcClient jdbc;

    TimeOffQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<TimeOffView> find(UUID id) {
        return jdbc.sql(SELECT + "r.id = ?")
                .param(id)
                .query(TimeOffQueries::view)
                .optional();
    }

    List<TimeOffView> page(@Nullable UUID agentId, @Nullable TimeOffStatus status, @Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + "true"
                        + (agentId == null ? "" : " AND r.agent_id = :agent")
                        + (status == null ? "" : " AND r.status = :status")
                        + (after == null ? "" : " AND r.id < :after")
                        + " ORDER BY r.id DESC LIMIT :limit")
                .param("agent", agentId)
                .param("status", status == null ? null : LowerCase.of(status))
                .param("after", after)
                .param("limit", limit)
                .query(TimeOffQueries::view)
                .list();
    }

    /** Nobody asks for days of this agent's at the same time, until the transaction ends. */
    void lockAgent(UUID agentId) {
        jdbc.sql("SELECT 1 FROM agent WHERE id = ? FOR NO KEY UPDATE")
                .param(agentId)
                .query()
                .singleRow();
    }

    /** Whether the agent has, or waits for, time off on one of these days. */
    boolean overlaps(UUID agentId, DayRange days) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM time_off_request WHERE agent_id = ? AND status IN ('requested', 'approved')
                            AND deleted_at IS NULL AND first_day <= ? AND last_day >= ?)
                        """)
                .param(agentId)
                .param(days.to())
                .param(days.from())
                .query(Boolean.class)
                .single();
    }

    /** The days in the zone on which the agent has work of any kind, trips too. */
    List<LocalDate> busy(UUID agentId, DayRange days, String zone) {
        return jdbc.sql("""
                        SELECT DISTINCT (lower(during) AT TIME ZONE :zone)::date AS day FROM assignment
                        WHERE agent_id = :agent AND active AND during && tstzrange(
                            :from::date::timestamp AT TIME ZONE :zone, (:to::date + 1)::timestamp AT TIME ZONE :zone)
                        ORDER BY day
                        """)
                .param("agent", agentId)
                .param("from", days.from())
                .param("to", days.to())
                .param("zone", zone)
                .query(LocalDate.class)
                .list();
    }

    private static TimeOffView view(ResultSet row, int number) throws SQLException {
        Timestamp decidedAt = row.getTimestamp("decided_at");
        return new TimeOffView(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("agent_name"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getString("reason"),
                LowerCase.parse(TimeOffStatus.class, row.getString("status")),
                row.getTimestamp("created_at").toInstant(),
                row.getString("decided_by"),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString("decision_note"),
                row.getInt("version"));
    }
}
