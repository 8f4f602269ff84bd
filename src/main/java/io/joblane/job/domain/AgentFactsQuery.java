package io.joblane.job.domain;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the facts of every agent for a job in one statement, and whether the job has dealt with them already. */
@Component
class AgentFactsQuery {
    private static final String SQL = """
            WITH needed AS MATERIALIZED (
                SELECT s.id, s.needs_certificate FROM jsonb_array_elements_text(:skills::jsonb) wanted(name)
                LEFT JOIN skill s ON lower(s.name) = lower(wanted.name) AND s.deleted_at IS NULL),
            held AS MATERIALIZED (
                SELECT k.agent_id, count(*) AS number,
                       bool_or(n.needs_certificate AND k.certificate_until IS NULL) AS without,
                       bool_or(n.needs_certificate AND k.certificate_until < :day) AS expired
                FROM agent_skill k JOIN needed n ON n.id = k.skill_id WHERE k.deleted_at IS NULL GROUP BY k.agent_id),
            near AS MATERIALIZED (
                SELECT agent_id, bool_or(active AND during && :during::tstzrange) AS booked,
                       max(upper(during)) FILTER (WHERE upper(during) <= lower(:during::tstzrange)) AS before,
                       min(lower(during)) FILTER (WHERE lower(during) >= upper(:during::tstzrange)) AS after
                FROM assignment
                WHERE (active OR status = 'completed') AND job_id IS DISTINCT FROM :job
                  AND during && tstzrange(lower(:during::tstzrange) - interval '2 days', upper(:during::tstzrange) + interval '2 days')
                GROUP BY agent_id),
            dealt AS MATERIALIZED (
                SELECT agent_id, min(how) AS how FROM (
                    SELECT agent_id, CASE WHEN active THEN '1 assigned' ELSE '4 ' || status END AS how FROM assignment
                    WHERE job_id = :job AND (active OR status IN ('withdrawn', 'removed', 'no_show') AND released_at >= :since)
                    UNION ALL
                    SELECT agent_id, CASE status WHEN 'open' THEN '2 asked' ELSE '3 declined' END FROM offer
                    WHERE job_id = :job AND (status = 'open' OR status = 'declined' AND offered_at >= :since)) d
                GROUP BY agent_id)
            SELECT g.id, g.name, g.rating, g.rating_count, substr(dealt.how, 3) AS dealt,
                   CASE WHEN d.id IS NOT NULL THEN CASE WHEN d.away OR (d.covered ->> 'away')::boolean THEN 'away'
                                                        WHEN d.available THEN 'available' ELSE 'unavailable' END
                        WHEN p.id IS NOT NULL THEN CASE WHEN p.available THEN 'available' ELSE 'unavailable' END
                        ELSE 'not_set' END AS availability,
                   CASE WHEN coalesce(held.number, 0) = (SELECT count(*) FROM needed) THEN 'ok' ELSE 'missing' END AS skills,
                   CASE WHEN held.without THEN 'missing' WHEN held.expired THEN 'expired' ELSE 'ok' END AS certificates,
                   CASE WHEN at.lat IS NOT NULL THEN 2 * 6371.0088 * asin(least(1, sqrt(
                       power(sin(radians(at.lat - :lat) / 2), 2)
                       + cos(radians(:lat)) * cos(radians(at.lat)) * power(sin(radians(at.lng - :lng) / 2), 2)))) END AS km,
                   coalesce(near.booked, false) AS booked,
                   extract(epoch FROM least(lower(:during::tstzrange) - near.before, near.after - upper(:during::tstzrange)))
                       / 3600.0 AS rest
            FROM agent g
            CROSS JOIN LATERAL (SELECT coalesce(g.home_lat, g.position_lat) AS lat, coalesce(g.home_lng, g.position_lng) AS lng) at
            LEFT JOIN availability d ON d.agent_id = g.id AND d.date = :day AND d.deleted_at IS NULL
            LEFT JOIN availability_pattern p ON p.agent_id = g.id AND p.weekday = extract(isodow FROM :day::date)
                AND p.deleted_at IS NULL
            LEFT JOIN held ON held.agent_id = g.id
            LEFT JOIN near ON near.agent_id = g.id
            LEFT JOIN dealt ON dealt.agent_id = g.id
            WHERE g.deleted_at IS NULL ORDER BY km NULLS LAST, g.rating DESC, g.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AgentFactsQuery(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param dealt assigned, asked, declined, withdrawn, removed, no_show; null where the job has not dealt with the agent
     */
    record Known(AgentFacts facts, String name, @Nullable String dealt) {}

    /** The nearest first, then the best rated. */
    List<Known> of(Job job) {
        return jdbc.sql(SQL)
                .param("job", job.id())
                .param("skills", json.writeValueAsString(job.order().requiredSkills()))
                .param("day", Date.valueOf(job.workDate()))
                .param("during", job.during().toRange())
                .param("since", Timestamp.from(job.filling().since()))
                .param("lat", job.order().site().lat())
                .param("lng", job.order().site().lng())
                .query(AgentFactsQuery::row)
                .list();
    }

    private static Known row(ResultSet row, int number) throws SQLException {
        Double km = number(row.getObject("km"), 1000);
        return new Known(
                new AgentFacts(
                        row.getObject("id", UUID.class),
                        row.getString("availability"),
                        row.getString("skills"),
                        row.getString("certificates"),
                        km == null ? "no" : "yes",
                        km,
                        row.getBoolean("booked") ? "yes" : "no",
                        number(row.getObject("rest"), 100),
                        row.getBigDecimal("rating"),
                        row.getInt("rating_count")),
                row.getString("name"),
                row.getString("dealt"));
    }

    private static @Nullable Double number(@Nullable Object value, int precision) {
        return value == null ? null : Math.round(((Number) value).doubleValue() * precision) / (double) precision;
    }
}
