package io.joblane.job.domain;

import io.joblane.job.JobView;
import io.joblane.shared.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The facts of all agents for one job, in one statement, nearest first. It judges nobody: that is the decision's. */
@Component
class AgentFactsQuery {
    /** Drops those only whom no table could accept: who has left, goes already, was asked and has not answered, or said no. */
    private static final String TO_ASK = """
            AND NOT EXISTS (SELECT FROM assignment s WHERE s.job_id = :job AND s.agent_id = a.id
                            AND (s.active OR s.status IN ('withdrawn', 'removed')))
            AND NOT EXISTS (SELECT FROM offer o WHERE o.job_id = :job AND o.agent_id = a.id AND o.status IN ('open', 'declined'))
            """;

    private static final String FACTS = """
            WITH wanted AS MATERIALIZED (
                SELECT DISTINCT lower(n.name) AS name FROM unnest(:skills::text[]) AS n(name)),
            work AS MATERIALIZED (
                SELECT w.agent_id, bool_or(w.during && :window::tstzrange) AS booked,
                       max(upper(w.during)) FILTER (WHERE upper(w.during) <= lower(:window::tstzrange)) AS before,
                       min(lower(w.during)) FILTER (WHERE lower(w.during) >= upper(:window::tstzrange)) AS after
                FROM assignment w
                WHERE (w.active OR w.status = 'completed') AND w.job_id IS DISTINCT FROM :job AND w.during && tstzrange(
                    lower(:window::tstzrange) - interval '2 days', upper(:window::tstzrange) + interval '2 days')
                GROUP BY w.agent_id),
            held AS MATERIALIZED (
                SELECT h.agent_id, count(*) AS skills,
                       count(*) FILTER (WHERE s.needs_certificate
                           AND (h.certificate_until IS NULL OR h.certificate_until < :day
                                OR h.certificate_from > :day)) AS without_certificate
                FROM agent_skill h
                JOIN skill s ON s.id = h.skill_id AND s.deleted_at IS NULL
                JOIN wanted ON wanted.name = lower(s.name)
                WHERE h.deleted_at IS NULL GROUP BY h.agent_id)
            SELECT a.id, a.rating, a.status = 'active' AS active,
                   CASE WHEN v.away THEN 'away' WHEN coalesce(v.available, p.available) THEN 'available'
                        WHEN v.id IS NULL AND p.id IS NULL THEN 'not_set' ELSE 'unavailable' END AS availability,
                   (SELECT count(*) FROM wanted) - coalesce(held.skills, 0) AS skills_missing,
                   coalesce(held.without_certificate, 0) AS certificates_missing,
                   coalesce(work.booked, false) AS booked,
                   extract(epoch FROM lower(:window::tstzrange) - work.before) / 3600 AS rest_before,
                   extract(epoch FROM work.after - upper(:window::tstzrange)) / 3600 AS rest_after,
                   CASE WHEN coalesce(a.home_lat, a.position_lat) IS NOT NULL THEN 2 * 6371.0088 * asin(least(1, sqrt(
                       power(sin(radians(coalesce(a.home_lat, a.position_lat) - :lat) / 2), 2)
                       + cos(radians(:lat)) * cos(radians(coalesce(a.home_lat, a.position_lat)))
                         * power(sin(radians(coalesce(a.home_lng, a.position_lng) - :lng) / 2), 2)))) END AS km
            FROM agent a
            LEFT JOIN availability v ON v.agent_id = a.id AND v.date = :day AND v.deleted_at IS NULL
            LEFT JOIN availability_pattern p
                ON p.agent_id = a.id AND p.weekday = extract(isodow FROM :day::date) AND p.deleted_at IS NULL
            LEFT JOIN work ON work.agent_id = a.id
            LEFT JOIN held ON held.agent_id = a.id
            WHERE a.deleted_at IS NULL %s
            ORDER BY km NULLS LAST, a.rating DESC, a.id
            """;

    private final JdbcClient jdbc;

    AgentFactsQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param window the time the work would take of an agent's day, approach and margin included */
    List<AgentFacts> ofAll(JobView job, TimeWindow window) {
        return read(job, window, "");
    }

    /** {@link #ofAll} without those who need not be asked. */
    List<AgentFacts> toAsk(JobView job, TimeWindow window) {
        return read(job, window, TO_ASK);
    }

    private List<AgentFacts> read(JobView job, TimeWindow window, String condition) {
        return jdbc.sql(FACTS.formatted(condition))
                .param("job", job.id())
                .param("skills", job.requiredSkills().toArray(String[]::new))
                .param("window", window.toRange())
                .param("day", job.workDate())
                .param("lat", job.lat())
                .param("lng", job.lng())
                .query(AgentFactsQuery::facts)
                .list();
    }

    private static AgentFacts facts(ResultSet row, int number) throws SQLException {
        return new AgentFacts(
                row.getObject("id", UUID.class),
                row.getString("availability"),
                row.getInt("skills_missing"),
                row.getInt("certificates_missing"),
                rounded(row, "km", 1000),
                row.getBoolean("booked"),
                rounded(row, "rest_before", 100),
                rounded(row, "rest_after", 100),
                row.getBigDecimal("rating"),
                row.getBoolean("active"));
    }

    private static @Nullable Double rounded(ResultSet row, String column, double parts) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : Math.round(value * parts) / parts;
    }
}
