package io.joblane.mobile.sync;

import io.joblane.mobile.sync.SyncAnswer.Job;
import io.joblane.mobile.sync.SyncAnswer.Offer;
import io.joblane.mobile.sync.SyncAnswer.Work;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The agent's trips and jobs, and the jobs that are offered to them. */
@Component
class SyncWork {
    private static final String JOB = """
            j.id AS j_id, j.reference AS j_reference, j.title, j.type, j.status AS j_status, j.urgency, j.arrival_at,
            j.expected_minutes, j.agents_required, j.agents_assigned, j.lead_agent_id = :agent AS is_lead, j.weather_advice,
            j.weather::text AS weather, j.address, j.postcode, j.lat, j.lng, j.instructions
            """;

    private final JdbcClient jdbc;
    private final SyncRows rows;

    SyncWork(JdbcClient jdbc, SyncRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * Those that hold the agent, and those that ended in the last seven days; later those of which a row has changed. One that
     * was made more than two years ago and has ended is not looked for.
     */
    List<Work> assignments(SyncView view) {
        return view.bind(jdbc.sql("""
                        SELECT a.id, a.status, a.active, lower(a.during) AS since, upper(a.during) AS until, a.confirmed,
                               a.booking_id, a.job_id, b.reference AS b_reference, b.pickup_at, b.pickup_address, b.pickup_lat,
                               b.pickup_lng, b.dropoff_address, b.dropoff_lat, b.dropoff_lng, b.passengers, b.luggage, b.notes,
                               b.distance_km, b.duration_minutes, c.name AS customer_name, c.phone AS customer_phone, v.plate, %1$s
                        FROM (SELECT *, xmin FROM assignment WHERE agent_id = :agent AND active AND deleted_at IS NULL
                              UNION ALL
                              SELECT *, xmin FROM assignment WHERE agent_id = :agent AND NOT active AND deleted_at IS NULL
                                  AND assigned_at > CAST(:now AS timestamptz) - interval '800 days') a
                        LEFT JOIN booking b ON b.id = a.booking_id
                        LEFT JOIN customer c ON c.id = b.customer_id
                        LEFT JOIN vehicle v ON v.id = a.vehicle_id
                        LEFT JOIN job j ON j.id = a.job_id
                        WHERE CASE WHEN :full THEN a.active
                                       OR coalesce(a.completed_at, a.released_at, a.checked_out_at, a.updated_at) > CAST(:now AS timestamptz) - interval '7 days'
                                   ELSE %2$s OR a.active AND (%3$s OR %4$s OR %5$s OR %6$s) END
                        ORDER BY lower(a.during), a.id
                        """.formatted(
                                JOB,
                                SyncView.changed("a"),
                                SyncView.changed("b"),
                                SyncView.changed("c"),
                                SyncView.changed("v"),
                                SyncView.changed("j"))))
                .query(rows::work)
                .list();
    }

    /** All of them each time: they are few, and one that somebody else leads now is not seen any more. */
    List<Job> leading(SyncView view) {
        return view.bind(jdbc.sql("""
                        SELECT %s FROM job j
                        WHERE j.lead_agent_id = :agent AND j.status IN ('open', 'filled', 'in_progress') AND j.deleted_at IS NULL
                        ORDER BY j.arrival_at, j.id
                        """.formatted(JOB))).query(rows::led).list();
    }

    List<Offer> offers(SyncView view) {
        return view.bind(jdbc.sql("""
                        SELECT o.id, o.status, o.offered_at, o.responded_at, o.distance_km, %1$s
                        FROM offer o JOIN job j ON j.id = o.job_id
                        WHERE o.agent_id = :agent AND o.deleted_at IS NULL AND o.offered_at > CAST(:now AS timestamptz) - interval '120 days'
                          AND CASE WHEN :full THEN o.status = 'open' ELSE %2$s OR o.status = 'open' AND %3$s END
                        ORDER BY o.offered_at, o.id
                        """.formatted(JOB, SyncView.changed("o"), SyncView.changed("j"))))
                .query(rows::offer)
                .list();
    }
}
