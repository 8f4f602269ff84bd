package io.joblane.bench;

import io.joblane.database.Databases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The rows that so many invoiced bookings have left behind; of the audit trail only what the writing itself leaves: nothing. */
final class History {
    private static final String ID = "md5('%s' || i)::uuid";

    private History() {}

    /** As the owner and without the audit trail's triggers: forty entries a booking would take longer than the bench. */
    static void write(Databases databases, String company, int bookings) {
        databases.maintain(company, owner -> {
            try (var sql = owner.createStatement()) {
                for (String table : TABLES) {
                    trigger(sql, table, "DISABLE");
                }
                for (String statement : STATEMENTS) {
                    sql.execute(statement.replace(":n", Integer.toString(bookings)));
                }
                for (String table : TABLES) {
                    trigger(sql, table, "ENABLE");
                    sql.execute("ANALYZE " + table);
                }
            }
        });
    }

    private static void trigger(Statement sql, String table, String state) throws SQLException {
        try (ResultSet found = sql.executeQuery(
                "SELECT FROM pg_trigger WHERE tgrelid = '" + table + "'::regclass AND tgname = 'audit_change'")) {
            if (!found.next()) {
                return;
            }
        }
        sql.execute("ALTER TABLE " + table + " " + state + " TRIGGER audit_change");
    }

    private static final List<String> TABLES = List.of(
            "customer",
            "booking",
            "assignment",
            "trip_log",
            "invoice",
            "trip_price",
            "user_task",
            "outbox",
            "handled_job",
            "notification",
            "dispatch_decision",
            "tap");

    /** Each trip on its own quarter of an hour of some agent's past, ten years back at most. */
    private static final String FACTS = """
            WITH agents AS (SELECT array_agg(id ORDER BY id) AS a, array_agg(current_vehicle_id ORDER BY id) AS v FROM agent),
            i AS (SELECT i, now() - interval '2 days' - (i / cardinality(a)) * interval '45 minutes' AS at,
                a[1 + i %% cardinality(a)] AS agent, v[1 + i %% cardinality(a)] AS vehicle FROM agents, generate_series(1, :n) AS i)
            """;

    private static final List<String> STATEMENTS = List.of(
            """
            INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by, version)
            SELECT %s, 'Past ' || i, 'past' || i || '@bench.example', '+1 555', now(), 'bench', now(), 'bench', 0
            FROM generate_series(1, greatest(1, :n / 20)) AS i
            """.formatted(ID.formatted("customer")),
            (FACTS + """
                            INSERT INTO booking (id, reference, status, customer_id, pickup_address, pickup_lat, pickup_lng,
                                dropoff_address, dropoff_lat, dropoff_lng, pickup_at, passengers, luggage, vehicle_type,
                                payment_method, payment_status, priority, currency, price_estimate, distance_km,
                                duration_minutes, approach_minutes, turnaround_minutes, created_at, created_by, updated_at,
                                updated_by, version)
                            SELECT %s, 'OLD-' || i, 'invoiced', md5('customer' || (1 + i %% greatest(1, :n / 20)))::uuid, 'Here', 40.7, -74,
                                'There', 40.75, -73.98, at, 1, 0, 'sedan', 'account', 'on_account', 'normal', 'USD', 30, 5, 15, 10, 5,
                                at, 'bench', at, 'bench', 8 FROM i
                            """).formatted(ID.formatted("booking")),
            (FACTS + """
                            INSERT INTO dispatch_decision (id, booking_id, at, round, ranked, facts, rejected_counts,
                                rejected_nearest, outcome, agent_id)
                            SELECT %s, %s, at, 1, '[{"agentId": "x", "score": 80.5}]', '[]', '{}', '[]', 'assigned', agent FROM i
                            """).formatted(ID.formatted("decision"), ID.formatted("booking")),
            (FACTS + """
                            INSERT INTO assignment (id, booking_id, agent_id, vehicle_id, status, active, during, method, decision_id,
                                assigned_by, assigned_at, accepted_at, completed_at, released_at, created_at, created_by,
                                updated_at, updated_by, version)
                            SELECT %s, %s, agent, vehicle, 'completed', false, tstzrange(at, at + interval '30 minutes'), 'automatic', %s,
                                'system', at, at, at + interval '30 minutes', at + interval '30 minutes', at, 'bench', at, 'bench', 5 FROM i
                            """).formatted(ID.formatted("assignment"), ID.formatted("booking"), ID.formatted("decision")),
            (FACTS + """
                            INSERT INTO trip_log (booking_id, assignment_id, agent_id, at, type, old_status, new_status, by)
                            SELECT %s, %s, agent, at + s.n * interval '3 minutes', 'status_change', s.status, s.status, 'bench'
                            FROM i, unnest(ARRAY['pending', 'awaiting_assignment', 'assigned', 'accepted', 'en_route_pickup',
                                'arrived', 'in_progress', 'completed', 'invoiced']) WITH ORDINALITY AS s(status, n)
                            """).formatted(ID.formatted("booking"), ID.formatted("assignment")),
            (FACTS + """
                            INSERT INTO trip_price (id, booking_id, lines, total, currency, priced_at)
                            SELECT %s, %s, '[]', 30, 'USD', at FROM i
                            """).formatted(ID.formatted("price"), ID.formatted("booking")),
            (FACTS + """
                            INSERT INTO invoice (id, number, booking_id, customer_id, lines, total, currency, issued_at, created_at,
                                created_by, updated_at, updated_by, version)
                            SELECT %s, 'OLD-' || i, %s, md5('customer' || (1 + i %% greatest(1, :n / 20)))::uuid, '[]', 30, 'USD', at, at,
                                'bench', at, 'bench', 0 FROM i
                            """).formatted(ID.formatted("invoice"), ID.formatted("booking")),
            (FACTS + """
                            INSERT INTO user_task (key, engine_id, id, element_id, process_id, instance_key, name, booking_id, assignee,
                                state, created_at, closed_at, outcome)
                            SELECT i * 10 + s.n, 'past', md5('task' || i || '-' || s.n)::uuid, s.e, 'bookingProcess', i, s.e, %s,
                                agent::text, 'completed', at, at, 'done'
                            FROM i, unnest(ARRAY['Task_AcceptTrip', 'Task_StartPickup', 'Task_Arrived', 'Task_CustomerOnBoard',
                                'Task_CompleteTrip']) WITH ORDINALITY AS s(e, n)
                            """).formatted(ID.formatted("booking")),
            (FACTS + """
                            INSERT INTO tap (action_id, task_id, actor_id, occurred_at, request, answer)
                            SELECT md5('tap' || i || '-' || s)::uuid, md5('task' || i || '-' || s)::uuid, agent, at, '{}', '{}'
                            FROM i, generate_series(1, 5) AS s
                            """).formatted(),
            (FACTS + """
                            INSERT INTO outbox (id, aggregate, kind, target, created_at, due_at, sent_at, attempts)
                            SELECT md5('outbox' || i || '-' || s)::uuid, %s::text, 'complete_task', s::text, at, at, at, 1
                            FROM i, generate_series(1, 6) AS s
                            """).formatted(ID.formatted("booking")),
            """
            INSERT INTO handled_job (engine_id, job_key, type) SELECT 'past', i, 'booking.readPlan'
            FROM generate_series(1, :n * 12) AS i
            """,
            (FACTS + """
                            INSERT INTO notification (id, dedup_key, event, recipient_kind, recipient_id, booking_id, assignment_id,
                                channel, state, title, body, created_at, sent_at)
                            SELECT md5('note' || i || '-' || s)::uuid, 'past ' || i || '-' || s, 'trip_assigned', 'agent', agent, %s, %s,
                                'in_app', 'sent', 'A trip', 'A trip for you', at, at FROM i, generate_series(1, 6) AS s
                            """).formatted(ID.formatted("booking"), ID.formatted("assignment")));
}
