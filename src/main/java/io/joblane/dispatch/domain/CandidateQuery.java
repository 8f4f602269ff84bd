package io.joblane.dispatch.domain;

import io.joblane.company.CompanySettings;
import io.joblane.company.CompanySettings.ShortlistOrder;
import io.joblane.dispatch.domain.Shortlist.Rejected;
import io.joblane.shared.LowerCase;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Judges every agent in one statement: the first reason that speaks against them, or none. An agent's vehicle is their
 * current one; where that does not fit, the cheapest free one of the type that nobody else drives.
 */
@Component
class CandidateQuery {
    private static final int REJECTED_KEPT = 50;

    /** Who is at work in the window is looked up once, by the index on active assignments, not agent by agent. */
    private static final String JUDGED = """
            WITH busy AS MATERIALIZED (
                SELECT agent_id, vehicle_id FROM assignment
                WHERE active AND during && :window::tstzrange AND booking_id IS DISTINCT FROM :booking),
            asked AS MATERIALIZED (
                SELECT agent_id,
                       bool_or(status = 'declined') AS declined,
                       bool_or(status = 'expired' AND round >= :round) AS silent,
                       bool_or(status IN ('reassigned', 'cancelled')) AS taken_off
                FROM assignment WHERE booking_id = :booking AND NOT active GROUP BY agent_id),
            spare AS MATERIALIZED (
                SELECT v.id, v.capacity, v.luggage_capacity FROM vehicle v
                WHERE v.deleted_at IS NULL AND v.type = :type AND v.status = 'available'
                  AND v.capacity >= :passengers AND v.luggage_capacity >= :luggage
                  AND (v.next_service_due IS NULL OR v.next_service_due > :day)
                  AND (v.insurance_expiry IS NULL OR v.insurance_expiry > :day)
                  AND NOT EXISTS (SELECT 1 FROM busy WHERE busy.vehicle_id = v.id)
                  AND NOT EXISTS (SELECT 1 FROM agent d WHERE d.current_vehicle_id = v.id AND d.deleted_at IS NULL)
                ORDER BY v.hourly_rate, v.mileage, v.id LIMIT 1),
            seen AS (
                SELECT a.id, a.status, a.rating, a.rating_count, a.trip_count, a.position_at, a.position_lat,
                       CASE WHEN coalesce(a.position_lat, a.home_lat) IS NOT NULL THEN
                           2 * 6371.0088 * asin(least(1, sqrt(
                               power(sin(radians(coalesce(a.position_lat, a.home_lat) - :lat) / 2), 2)
                               + cos(radians(:lat)) * cos(radians(coalesce(a.position_lat, a.home_lat)))
                                 * power(sin(radians(coalesce(a.position_lng, a.home_lng) - :lng) / 2), 2))))
                       END AS km,
                       v.id AS own_vehicle, v.capacity, v.luggage_capacity,
                       CASE WHEN v.id IS NULL THEN 'no_vehicle'
                            WHEN v.type <> :type THEN 'vehicle_of_another_type'
                            WHEN v.capacity < :passengers THEN 'too_few_seats'
                            WHEN v.luggage_capacity < :luggage THEN 'too_little_luggage_room'
                            WHEN v.status IN ('maintenance', 'retired') THEN 'vehicle_' || v.status
                            WHEN v.next_service_due <= :day THEN 'vehicle_service_due'
                            WHEN v.insurance_expiry <= :day THEN 'vehicle_insurance_expired'
                            WHEN v.id IN (SELECT vehicle_id FROM busy) THEN 'vehicle_busy'
                       END AS vehicle_fault
                FROM agent a LEFT JOIN vehicle v ON v.id = a.current_vehicle_id AND v.deleted_at IS NULL
                WHERE a.deleted_at IS NULL),
            judged AS MATERIALIZED (
                SELECT s.*,
                       CASE WHEN s.status <> 'active' THEN 'agent_' || s.status
                            WHEN asked.declined THEN 'declined_before'
                            WHEN asked.silent THEN 'did_not_answer'
                            WHEN asked.taken_off AND s.id IS DISTINCT FROM :preferred::uuid THEN 'taken_off_before'
                            WHEN s.id IN (SELECT agent_id FROM busy) THEN 'agent_busy'
                            WHEN s.km IS NULL THEN 'position_unknown'
                            WHEN s.vehicle_fault IS NOT NULL AND NOT EXISTS (SELECT 1 FROM spare) THEN s.vehicle_fault
                       END AS reason
                FROM seen s LEFT JOIN asked ON asked.agent_id = s.id)
            """;

    /** By the shipped weights: rating 40, distance 30, experience 20, vehicle 10. */
    private static final String BALANCED = """
            40 * CASE WHEN rating_count = 0 THEN 0.5 ELSE rating::double precision / 5 END + 30 * (1 - least(km, 20) / 20)
            + 20 * least(trip_count, 500) / 500::double precision + CASE WHEN vehicle_fault IS NULL THEN 10 ELSE 0 END
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    CandidateQuery(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Shortlist shortlist(Search search, CompanySettings settings) {
        String order = settings.shortlistOrder() == ShortlistOrder.DISTANCE ? "km" : "(" + BALANCED + ") DESC";
        String sql = JUDGED + """
                , fit AS (
                    SELECT * FROM judged WHERE reason IS NULL
                    ORDER BY (id IS NOT DISTINCT FROM :preferred::uuid) DESC, %s, km, id LIMIT :size),
                near AS (SELECT * FROM judged WHERE reason IS NOT NULL ORDER BY km NULLS LAST, id LIMIT :kept)
                SELECT 'fit' AS kind, f.id, f.rating, f.rating_count, f.trip_count, f.km, f.position_at, f.position_lat,
                       coalesce(own.id, (SELECT id FROM spare)) AS vehicle, own.id IS NOT NULL AS own,
                       coalesce(own.capacity, (SELECT capacity FROM spare)) AS seats,
                       coalesce(own.luggage_capacity, (SELECT luggage_capacity FROM spare)) AS room,
                       (SELECT count(*) FROM assignment t WHERE t.agent_id = f.id AND t.status = 'completed'
                           AND t.assigned_at > :since) AS today,
                       NULL AS reason, 0 AS number
                FROM fit f
                LEFT JOIN vehicle own ON f.vehicle_fault IS NULL AND own.id = f.own_vehicle
                UNION ALL
                SELECT 'near', id, NULL, 0, 0, km, NULL, NULL, NULL, false, 0, 0, 0, reason, 0 FROM near
                UNION ALL
                SELECT 'count', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, false, 0, 0, 0, reason, count(*)
                FROM judged WHERE reason IS NOT NULL GROUP BY reason
                """.formatted(order);
        List<Candidate> candidates = new ArrayList<>();
        List<Rejected> nearest = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        bind(sql, search)
                .param("size", settings.shortlistSize())
                .param("kept", REJECTED_KEPT)
                .param("since", Timestamp.from(clock.instant().minus(java.time.Duration.ofHours(12))))
                .query(row -> {
                    switch (row.getString("kind")) {
                        case "fit" -> candidates.add(candidate(row, search));
                        case "near" ->
                            nearest.add(new Rejected(
                                    row.getObject("id", UUID.class),
                                    row.getString("reason"),
                                    rounded(row.getObject("km"))));
                        default -> counts.put(row.getString("reason"), row.getInt("number"));
                    }
                });
        return new Shortlist(candidates, counts, nearest);
    }

    private JdbcClient.StatementSpec bind(String sql, Search search) {
        return jdbc.sql(sql)
                .param("window", search.window().toRange())
                .param("booking", search.bookingId())
                .param("round", search.round())
                .param("type", LowerCase.of(search.vehicleType()))
                .param("passengers", search.passengers())
                .param("luggage", search.luggage())
                .param("day", Date.valueOf(search.day()))
                .param("lat", search.pickup().lat())
                .param("lng", search.pickup().lng())
                .param("preferred", search.preferredAgentId());
    }

    private Candidate candidate(ResultSet row, Search search) throws SQLException {
        Timestamp positionAt = row.getTimestamp("position_at");
        boolean positioned = row.getObject("position_lat") != null && positionAt != null;
        UUID agent = row.getObject("id", UUID.class);
        return new Candidate(
                agent,
                row.getObject("vehicle", UUID.class),
                row.getBigDecimal("rating"),
                row.getInt("rating_count"),
                row.getInt("trip_count"),
                row.getInt("today"),
                Math.round(row.getDouble("km") * 1000) / 1000.0,
                positioned ? (int) Math.max(0, (clock.millis() - positionAt.getTime()) / 60_000) : null,
                row.getBoolean("own") ? "current" : "other",
                row.getInt("seats") - search.passengers(),
                row.getInt("room") - search.luggage(),
                agent.equals(search.preferredAgentId()));
    }

    private static @Nullable Double rounded(@Nullable Object km) {
        return km == null ? null : Math.round(((Number) km).doubleValue() * 1000) / 1000.0;
    }
}
