package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application's own login, without any of the application's code in between: PostgreSQL alone refuses. */
class RowSecurityTests {
    private static final UUID USER_A = UUID.randomUUID();
    private static final UUID USER_B = UUID.randomUUID();
    private static final Map<String, UUID> IDS = new HashMap<>();
    private static Databases databases;

    /** One row of agent A's and one of agent B's in every table that has a policy. */
    @BeforeAll
    static void rows() {
        databases = TestDatabase.fresh("acme");
        databases.maintain("acme", owner -> {
            fill(owner, "A", USER_A, 1);
            fill(owner, "B", USER_B, 2);
            fillFiles(owner, "A", 1);
            fillFiles(owner, "B", 2);
            fillChannels(owner, "A");
            fillChannels(owner, "B");
            fillRequests(owner, "A", USER_A);
            fillRequests(owner, "B", USER_B);
            fillSales(owner, "A");
            fillSales(owner, "B");
        });
    }

    @AfterAll
    static void close() {
        databases.close();
    }

    private static void fill(Connection owner, String who, UUID user, int day) throws SQLException {
        UUID agent = id("agent " + who);
        UUID booking = id("booking " + who);
        UUID vehicle = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        String stamps = "now(), 'test', now(), 'test'";
        run(owner, """
                INSERT INTO vehicle (id, plate, make, model, type, capacity, luggage_capacity, status, hourly_rate,
                    created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', 'Toyota', 'Camry', 'sedan', 4, 3, 'available', 25, %s, 0)""".formatted(vehicle, who, stamps));
        run(owner, """
                INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', 'C', '%s@c.example', '1', %s, 0)""".formatted(customer, who, stamps));
        run(owner, """
                INSERT INTO agent (id, user_id, name, email, phone, status, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', 'Agent %s', '%s@a.example', '1', 'active', %s, 0)""".formatted(agent, user, who, who, stamps));
        run(owner, """
                INSERT INTO booking (id, reference, status, customer_id, pickup_address, pickup_lat, pickup_lng,
                    dropoff_address, dropoff_lat, dropoff_lng, pickup_at, passengers, luggage, vehicle_type,
                    payment_method, payment_status, priority, currency, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', 'assigned', '%s', 'p', 1, 1, 'd', 1, 1, now(), 1, 0, 'sedan', 'cash', 'on_completion',
                    'normal', 'USD', %s, 0)""".formatted(booking, who, customer, stamps));
        run(owner, """
                INSERT INTO assignment (id, booking_id, agent_id, vehicle_id, status, active, during, method, assigned_by,
                    assigned_at, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', '%s', 'assigned', true, '[2026-01-0%d,2026-01-0%d]', 'automatic', 'test', now(), %s, 0)
                """.formatted(id("assignment " + who), booking, agent, vehicle, day, day + 1, stamps));
        run(owner, """
                INSERT INTO user_task (key, engine_id, id, element_id, process_id, instance_key, name, booking_id, assignee, state)
                VALUES (%d, 'e', '%s', 'Task', 'p', 1, 'Accept', '%s', '%s', 'open')""".formatted(day, id("user_task " + who), booking, agent));
        run(owner, """
                INSERT INTO tap (action_id, task_id, actor_id, occurred_at, request, answer)
                VALUES ('%s', '%s', '%s', now(), '{}', '{}')""".formatted(id("tap " + who), id("user_task " + who), user));
        run(owner, """
                INSERT INTO notification (id, dedup_key, event, recipient_kind, recipient_id, booking_id, channel, state, title,
                    body, created_at)
                VALUES ('%s', '%s', 'offered', 'agent', '%s', '%s', 'in_app', 'sent', 't', 'b', now())""".formatted(id("notification " + who), who, agent, booking));
        run(owner, """
                INSERT INTO trip_log (booking_id, agent_id, at, type, by) VALUES ('%s', '%s', now(), 'note', '%s')""".formatted(booking, agent, who));
        run(owner, """
                INSERT INTO review (id, booking_id, agent_id, stars, created_at) VALUES ('%s', '%s', '%s', 5, now())""".formatted(id("review " + who), booking, agent));
        run(owner, """
                INSERT INTO trip_price (id, booking_id, lines, total, currency, priced_at)
                VALUES ('%s', '%s', '[]', 1, 'USD', now())""".formatted(id("trip_price " + who), booking));
        run(owner, """
                INSERT INTO invoice (id, number, booking_id, customer_id, lines, total, currency, issued_at,
                    created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', '%s', '[]', 1, 'USD', now(), %s, 0)""".formatted(id("invoice " + who), who, booking, customer, stamps));
        run(owner, """
                INSERT INTO customer_terms (id, customer_id) VALUES ('%s', '%s')""".formatted(id("customer_terms " + who), customer));
        run(owner, """
                INSERT INTO credit_note (id, number, invoice_id, customer_id, reason, lines, tax_name, tax_percent, tax, total, currency,
                    issued_at, seller, recipient)
                VALUES ('%s', '%s', '%s', '%s', 'r', '[]', '', 0, 0, 1, 'USD', now(), '{}', '{}')
                """.formatted(id("credit_note " + who), who, id("invoice " + who), customer));
        run(owner, """
                INSERT INTO payment (id, booking_id, customer_id, method, state, amount, currency, received_at)
                VALUES ('%s', '%s', '%s', 'cash', 'succeeded', 1, 'USD', now()),
                    (gen_random_uuid(), '%s', '%s', 'transfer', 'succeeded', 1, 'USD', now())
                """.formatted(id("payment " + who), booking, customer, booking, customer));
        run(owner, """
                INSERT INTO refund (id, payment_id, customer_id, origin, state, amount, currency)
                VALUES ('%s', '%s', '%s', 'admin', 'requested', 1, 'USD')""".formatted(id("refund " + who), id("payment " + who), customer));
        run(owner, """
                INSERT INTO dispute (id, payment_id, provider_id, status, amount, currency, reason)
                VALUES ('%s', '%s', '%s', 'open', 1, 'USD', 'r')""".formatted(id("dispute " + who), id("payment " + who), who));
        run(owner, """
                INSERT INTO payment_account (id, provider, secret_key, webhook_secret)
                VALUES ('%s', '%s', 's', 's')""".formatted(id("payment_account " + who), who));
        run(owner, """
                INSERT INTO statement_run (id, month) VALUES ('%s', '2026-0%d-01')""".formatted(id("statement_run " + who), day));
        run(owner, """
                INSERT INTO statement_file (id, run_id, customer_id, state, storage_key)
                VALUES ('%s', '%s', '%s', 'waiting', 'k')
                """.formatted(id("statement_file " + who), id("statement_run " + who), customer));
        run(owner, """
                INSERT INTO dispatch_decision (id, booking_id, at, round, ranked, facts, rejected_counts, rejected_nearest)
                VALUES ('%s', '%s', now(), 1, '[]', '{}', '{}', '[]')""".formatted(id("dispatch_decision " + who), booking));
        run(owner, """
                INSERT INTO rating_link (token_hash, booking_id, agent_id, created_at, expires_at)
                VALUES ('\\x0%d', '%s', '%s', now(), now())""".formatted(day, booking, agent));
        run(owner, """
                INSERT INTO availability (id, agent_id, date, available, source, version)
                VALUES ('%s', '%s', '2026-01-01', true, 'agent', 0)""".formatted(id("availability " + who), agent));
        run(owner, """
                INSERT INTO availability_pattern (id, agent_id, weekday, available, version)
                VALUES ('%s', '%s', 1, true, 0)""".formatted(id("availability_pattern " + who), agent));
        run(owner, """
                INSERT INTO time_off_request (id, agent_id, first_day, last_day, status, created_at, created_by, updated_at,
                    updated_by, version)
                VALUES ('%s', '%s', '2026-01-01', '2026-01-02', 'requested', %s, 0)""".formatted(id("time_off_request " + who), agent, stamps));
        run(owner, """
                INSERT INTO skill (id, name, needs_certificate, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', true, %s, 0)""".formatted(id("skill " + who), "Skill " + who, stamps));
        run(owner, """
                INSERT INTO agent_skill (id, agent_id, skill_id, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', %s, 0)""".formatted(id("agent_skill " + who), agent, id("skill " + who), stamps));
        run(owner, """
                INSERT INTO erasure (id, entity, entity_id, reason, erased, at, by, open)
                VALUES ('%s', 'customer', '%s', 'asked for', '[]', now(), 'test', false)""".formatted(id("erasure " + who), customer));
        run(owner, """
                INSERT INTO thread (id, agent_id, booking_id, last_at) VALUES ('%s', '%s', '%s', now())""".formatted(id("thread " + who), agent, booking));
        run(owner, """
                INSERT INTO message (id, thread_id, agent_id, number, sender, sent_by, sender_name, client_id, text, written_at, at)
                VALUES ('%s', '%s', '%s', 1, 'office', 'test', 'Dana', '%s', 'Hello', now(), now())""".formatted(id("message " + who), id("thread " + who), agent, UUID.randomUUID()));
        run(owner, """
                INSERT INTO issue (id, agent_id, kind, urgency, text, booking_id, status, created_at, created_by, updated_at,
                    updated_by, version)
                VALUES ('%s', '%s', 'vehicle', 'low', 'Flat tyre', '%s', 'open', %s, 0)""".formatted(id("issue " + who), agent, booking, stamps));
        run(owner, """
                INSERT INTO idempotency_key (actor, key, route, body_hash, status) VALUES ('%s', 'k', 'POST /', '\\x00', 201)
                """.formatted(user));
        run(owner, "INSERT INTO stats_change (work_date) VALUES ('2026-01-0%d')".formatted(day));
        run(owner, """
                INSERT INTO job_stats SELECT 'day', '2026-01-0%d', 'x', 'low', 0,0,0,0,0,0,0,0,0, '{}','{}', 0,0,0,0,0,0,0,0,0, '{}','{}', 0,0,0,0,0,0
                """.formatted(day));
        run(owner, """
                INSERT INTO agent_stats SELECT 'day', '2026-01-0%d', '%s', 0,0,0,0,0,0,0,0,0, '{}','{}', 0,0,0,0,0,0
                """.formatted(day, agent));
        run(
                owner,
                "INSERT INTO sync_gone (agent_id, task_id) VALUES ('%s', '%s')"
                        .formatted(agent, id("user_task " + who)));
        run(owner, """
                INSERT INTO sync_action (action_id, actor_id, request, result, occurred_at, received_at)
                VALUES ('%s', '%s', '{}', 'done', now(), now())""".formatted(id("sync_action " + who), user));
        run(owner, """
                INSERT INTO job_recurrence (id, rule, first_start, lead_days, active, template, created_at, created_by, updated_at,
                    updated_by, version)
                VALUES ('%s', 'FREQ=DAILY', '2026-01-0%d', 14, true, '{}', %s, 0)""".formatted(id("job_recurrence " + who), day, stamps));
        run(owner, """
                INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                    agents_required, urgency, work_date, posted_at, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', 'again %s', 't', 't', 'open', 'a', 'p', 1, 1, now(), 60, 1, 'low', '2026-01-0%d', now(), %s, 0)
                """.formatted(id("recurring job " + who), who, day, stamps));
        run(owner, """
                INSERT INTO job_occurrence (recurrence_id, local_start, job_id, posted_at)
                VALUES ('%s', '2026-01-0%d', '%s', now())""".formatted(id("job_recurrence " + who), day, id("recurring job " + who)));
    }

    /** What agents bring back; the rows that they are about are there. */
    private static void fillFiles(Connection owner, String who, int day) throws SQLException {
        UUID agent = id("agent " + who);
        String stamps = "now(), 'test', now(), 'test'";
        run(owner, """
                INSERT INTO agent_document (id, agent_id, kind, title, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', 'licence', 'Licence', %s, 0)""".formatted(id("agent_document " + who), agent, stamps));
        run(owner, """
                INSERT INTO stored_file (id, kind, storage_key, content_type, size, sha256, name, agent_id, booking_id, uploaded_by,
                    created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', 'photo', '%s', 'image/png', 1, repeat('0', 64), 'n', '%s', '%s', 'test', %s, 0)
                """.formatted(id("stored_file " + who), who, agent, id("booking " + who), stamps));
        run(owner, """
                INSERT INTO earning (id, agent_id, assignment_id, booking_id, date, amount, currency, minutes, decision_key,
                    decision_version, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', '%s', '2026-01-0%d', 1, 'USD', 1, 1, 1, %s, 0)
                """.formatted(
                        id("earning " + who), agent, id("assignment " + who), id("booking " + who), day, stamps));
        UUID job = id("site " + who);
        run(owner, """
                INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                    agents_required, urgency, work_date, posted_at, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', 'site %s', 't', 't', 'open', 'a', 'p', 1, 1, now(), 60, 1, 'low', now()::date, now(), %s, 0)
                """.formatted(job, who, stamps));
        run(owner, """
                INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', 1, 'open', now(), %s, 0)""".formatted(id("offer " + who), job, agent, stamps));
        run(owner, """
                INSERT INTO job_log (job_id, agent_id, at, type, by) VALUES ('%s', '%s', now(), 'note', '%s')""".formatted(job, agent, who));
        run(owner, """
                INSERT INTO visit (id, job_id, agent_id, arrival_at, radius_metres, photos_required, signature_from, decision_key,
                    decision_version, created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', now(), 1, 0, 'nobody', 1, 1, %s, 0)
                """.formatted(id("assignment " + who), job, agent, stamps));
        run(owner, """
                INSERT INTO visit_note (id, visit_id, job_id, agent_id, at, text, written_by,
                    created_at, created_by, updated_at, updated_by, version)
                VALUES ('%s', '%s', '%s', '%s', now(), 't', 'test', %s, 0)
                """.formatted(id("visit_note " + who), id("assignment " + who), job, agent, stamps));
    }

    /** How messages reach people; what is the office's own an agent sees nothing of. */
    private static void fillRequests(Connection owner, String who, UUID user) throws SQLException {
        UUID request = id("approval_request " + who);
        run(owner, """
                INSERT INTO approval_request (id, type, state, target_name, difference, submitted_by, submitter_name, submitter_role,
                    submitted_at, created_at, created_by, updated_at, updated_by)
                VALUES ('%s', 'time_off', 'pending', 't', '{}', '%s', 'n', 'agent', now(), now(), 'test', now(), 'test')
                """.formatted(request, user));
        run(owner, """
                INSERT INTO approval_decision (id, request_id, round, decision, by, by_name, at)
                VALUES ('%s', '%s', 1, 'approved', 'm', 'M', now())""".formatted(id("approval_decision " + who), request));
        run(owner, """
                INSERT INTO approval_comment (id, request_id, kind, text, by, by_name, at)
                VALUES ('%s', '%s', 'comment', 't', 'm', 'M', now())""".formatted(id("approval_comment " + who), request));
    }

    private static void fillSales(Connection owner, String who) throws SQLException {
        String customer = "(SELECT customer_id FROM booking WHERE id = '" + id("booking " + who) + "')";
        String stamps = "now(), 'test', now(), 'test'";
        String columns = "created_at, created_by, updated_at, updated_by";
        run(owner, """
                INSERT INTO management_company (id, name, %s) VALUES ('%s', '%s', %s)
                """.formatted(columns, id("management_company " + who), who, stamps));
        run(owner, """
                INSERT INTO customer_contact (id, customer_id, first_name, last_name, role, %s)
                VALUES ('%s', %s, 'f', 'l', 'billing', %s)
                """.formatted(columns, id("customer_contact " + who), customer, stamps));
        run(owner, """
                INSERT INTO prospect (id, name, owner_id, status, %s) VALUES ('%s', '%s', gen_random_uuid(), 'open', %s)
                """.formatted(columns, id("prospect " + who), who, stamps));
        run(owner, """
                INSERT INTO sales_contact (id, prospect_id, owner_id, first_name, last_name, %s)
                VALUES ('%s', '%s', gen_random_uuid(), 'f', 'l', %s)
                """.formatted(columns, id("sales_contact " + who), id("prospect " + who), stamps));
        run(owner, """
                INSERT INTO visit_tag (id, name, %s) VALUES ('%s', 'tag %s', %s)
                """.formatted(columns, id("visit_tag " + who), who, stamps));
        run(owner, """
                INSERT INTO sales_visit (id, prospect_id, owner_id, owner_name, visited_at, notes, %s)
                VALUES ('%s', '%s', gen_random_uuid(), 'o', now(), 'n', %s)
                """.formatted(columns, id("sales_visit " + who), id("prospect " + who), stamps));
        run(owner, """
                INSERT INTO dormancy (id, customer_id, last_work_at, weeks, noticed_at, %s)
                VALUES ('%s', %s, now(), 4, now(), %s)
                """.formatted(columns, id("dormancy " + who), customer, stamps));
        run(owner, """
                INSERT INTO dormancy_note (id, dormancy_id, text, by, by_name, at)
                VALUES ('%s', '%s', 't', 'm', 'M', now())
                """.formatted(id("dormancy_note " + who), id("dormancy " + who)));
    }

    private static void fillChannels(Connection owner, String who) throws SQLException {
        UUID agent = id("agent " + who);
        run(owner, """
                INSERT INTO push_device (id, agent_id, token, platform, registered_at, seen_at)
                VALUES ('%s', '%s', 'token %s', 'ios', now(), now())""".formatted(id("push_device " + who), agent, who));
        run(owner, """
                INSERT INTO notification_preference (id, person_kind, person_id, prefers, created_at, version)
                VALUES ('%s', 'agent', '%s', 'sms', now(), 0)""".formatted(id("notification_preference " + who), agent));
        run(owner, """
                INSERT INTO address_block (id, channel, address, reason, created_at, version)
                VALUES ('%s', 'sms', '%s', 'invalid', now(), 0)""".formatted(id("address_block " + who), who));
        run(owner, """
                INSERT INTO channel_account (id, channel, settings, sealed, created_at, version)
                VALUES ('%s', '%s', '{}', 'x', now(), 0)""".formatted(id("channel_account " + who), who.equals("A") ? "sms" : "email"));
        run(owner, """
                INSERT INTO notification_template (id, event, channel, language, title, text, created_at, version)
                VALUES ('%s', 'agent.%s', 'push', 'en', 't', 't', now(), 0)""".formatted(id("notification_template " + who), who));
    }

    private static UUID id(String name) {
        return IDS.computeIfAbsent(name, n -> UUID.randomUUID());
    }

    static List<String> policied() {
        List<String> names = new ArrayList<>();
        databases.maintain("acme", owner -> {
            try (var statement = owner.createStatement();
                    var rows = statement.executeQuery("SELECT name FROM table_class WHERE policy ORDER BY name")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        });
        return names;
    }

    /** What an agent sees of their own rows; of no table anybody else's. */
    private static int seen(String table) {
        return List.of(
                                "audit_entry",
                                "dispatch_decision",
                                "erasure",
                                "rating_link",
                                "address_block",
                                "channel_account",
                                "notification_template",
                                "stats_change",
                                "job_stats",
                                "agent_stats",
                                "job_recurrence",
                                "job_occurrence",
                                "customer_terms",
                                "credit_note",
                                "refund",
                                "dispute",
                                "payment_account",
                                "statement_run",
                                "statement_file",
                                "management_company",
                                "customer_contact",
                                "prospect",
                                "sales_contact",
                                "visit_tag",
                                "sales_visit",
                                "dormancy",
                                "dormancy_note")
                        .contains(table)
                ? 0
                : 1;
    }

    @Test
    void everyTableOfAgentsHasAPolicy() {
        assertThat(policied())
                .contains("availability", "availability_pattern", "time_off_request", "agent_skill")
                .contains("thread", "message", "issue")
                .contains("agent", "assignment", "booking", "notification", "tap", "user_task", "trip_log", "review");
    }

    @ParameterizedTest
    @MethodSource("policied")
    void anAgentSeesTheirOwnRowsOnly(String table) throws SQLException {
        assertThat(as(USER_A.toString(), "agent", c -> number(c, "SELECT count(*) FROM " + table)))
                .isEqualTo(seen(table));
        assertThat(as(UUID.randomUUID().toString(), "agent", c -> number(c, "SELECT count(*) FROM " + table)))
                .as("a login that is no agent")
                .isZero();
        assertThat(as("system", "system", c -> number(c, "SELECT count(*) FROM " + table)))
                .isGreaterThanOrEqualTo(2);
        assertThat(as(UUID.randomUUID().toString(), "staff", c -> number(c, "SELECT count(*) FROM " + table)))
                .isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("policied")
    void whereNobodySaidWhoWorksNothingIsAnswered(String table) throws SQLException {
        assertThatThrownBy(() -> as(null, null, c -> number(c, "SELECT count(*) FROM " + table)))
                .hasMessageContaining("joblane.actor is not set");
        assertThatThrownBy(() -> as("", "staff", c -> number(c, "SELECT count(*) FROM " + table)))
                .hasMessageContaining("joblane.actor is not set");
        assertThatThrownBy(() -> as("system", "boss", c -> number(c, "SELECT count(*) FROM " + table)))
                .hasMessageContaining("joblane.actor is not set");
    }

    @ParameterizedTest
    @MethodSource("policied")
    void anAgentChangesAndDeletesNothingOfAnothers(String table) throws SQLException {
        if (List.of("audit_entry", "erasure").contains(table)) {
            return; // nobody may write there at all: AuditEntryTests,
            // theApplicationDeletesNoBusinessRowAndChangesNoRule
        }
        String column = switch (table) {
            case "idempotency_key" -> "key";
            case "tap" -> "task_id";
            case "trip_log", "job_log" -> "type";
            case "rating_link" -> "used_at";
            case "notification" -> "state";
            case "user_task" -> "name";
            case "invoice", "trip_price", "credit_note" -> "total";
            case "review" -> "stars";
            case "dispatch_decision" -> "round";
            case "message" -> "number";
            case "stats_change" -> "at";
            case "job_stats", "agent_stats" -> "offers";
            case "sync_gone" -> "gone_at";
            case "sync_action" -> "result";
            case "job_occurrence" -> "posted_at";
            case "push_device" -> "platform";
            case "approval_decision", "approval_comment", "dormancy_note" -> "by_name";
            default -> "updated_by";
        };
        int own = seen(table);
        String touch = "UPDATE " + table + " SET " + column + " = " + column;
        assertThat(as(USER_A.toString(), "agent", c -> update(c, touch))).isEqualTo(own);
        if (!isBusiness(table)) {
            assertThat(as(USER_A.toString(), "agent", c -> update(c, "DELETE FROM " + table)))
                    .isEqualTo(own);
        }
    }

    /** Through what every repository and service uses, with no check before it. */
    @Test
    void theApplicationsOwnDataSourceShowsASignedInAgentTheirRowsOnly() throws Exception {
        var named = new ActorDataSource(
                () -> databases.company("acme"), ActorConnection.Named.ALL, new Trail(java.time.Clock.systemUTC()));
        JdbcClient jdbc = JdbcClient.create(named);
        var agent = new Actor(USER_A, "Agent A (agent)", Set.of("agent"));
        for (String table : List.of("agent", "booking", "assignment", "user_task", "notification", "tap")) {
            String count = "SELECT count(*) FROM " + table;
            assertThat(CurrentActor.call(
                            agent, () -> jdbc.sql(count).query(Integer.class).single()))
                    .as(table)
                    .isEqualTo(1);
            assertThat(jdbc.sql(count).query(Integer.class).single()).as(table).isEqualTo(2);
        }
        assertThat(CurrentActor.call(
                        agent,
                        () -> jdbc.sql("UPDATE assignment SET status = 'accepted' WHERE id = ?")
                                .param(id("assignment B"))
                                .update()))
                .isZero();
    }

    @Test
    void anAgentGivesNoRowOfTheirsToAnother() {
        UUID b = id("agent B");
        for (String statement : List.of(
                "UPDATE assignment SET agent_id = '" + b + "'",
                "UPDATE user_task SET assignee = '" + b + "'",
                "UPDATE tap SET actor_id = '" + USER_B + "'",
                "UPDATE notification SET recipient_id = '" + b + "'",
                "UPDATE review SET agent_id = '" + b + "'",
                "UPDATE availability SET agent_id = '" + b + "'",
                "UPDATE availability_pattern SET agent_id = '" + b + "'",
                "UPDATE time_off_request SET agent_id = '" + b + "'",
                "UPDATE agent_skill SET agent_id = '" + b + "'",
                "INSERT INTO availability (id, agent_id, date, available, source, version) VALUES (gen_random_uuid(), '"
                        + b + "', '2026-01-09', true, 'agent', 0)",
                "UPDATE thread SET agent_id = '" + b + "'",
                "UPDATE message SET agent_id = '" + b + "'",
                "UPDATE issue SET agent_id = '" + b + "'",
                "INSERT INTO thread (id, agent_id, last_at) VALUES (gen_random_uuid(), '" + b + "', now())",
                "INSERT INTO message (id, thread_id, agent_id, number, sender, sent_by, sender_name, client_id, text, written_at, at)"
                        + " VALUES (gen_random_uuid(), '" + id("thread B") + "', '" + b
                        + "', 2, 'agent', 'x', 'x', gen_random_uuid(), 'x', now(), now())",
                "UPDATE agent SET user_id = '" + UUID.randomUUID() + "'",
                "UPDATE stored_file SET agent_id = '" + b + "'",
                "UPDATE agent_document SET agent_id = '" + b + "'",
                "UPDATE earning SET agent_id = '" + b + "'",
                "UPDATE offer SET agent_id = '" + b + "'",
                "UPDATE job_log SET agent_id = '" + b + "'",
                "UPDATE visit SET agent_id = '" + b + "'",
                "UPDATE visit_note SET agent_id = '" + b + "'",
                "UPDATE trip_log SET booking_id = '" + id("booking B") + "'",
                "UPDATE invoice SET booking_id = '" + id("booking B") + "'",
                "INSERT INTO trip_log (booking_id, at, type, by) VALUES ('" + id("booking B") + "', now(), 'x', 'x')",
                "INSERT INTO idempotency_key (actor, key, route, body_hash, status) VALUES ('" + USER_B
                        + "', 'z', 'r', '', 1)")) {
            assertThatThrownBy(() -> as(USER_A.toString(), "agent", c -> update(c, statement)))
                    .as(statement)
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void theApplicationDeletesNoBusinessRowAndChangesNoRule() {
        for (String statement : List.of(
                "DELETE FROM booking",
                "DELETE FROM agent",
                "DELETE FROM notification",
                "UPDATE table_class SET policy = false",
                "UPDATE erasure SET open = true",
                "UPDATE data_origin SET restoration = NULL",
                "ALTER TABLE booking DISABLE ROW LEVEL SECURITY",
                "DROP POLICY own_rows ON booking",
                "CREATE POLICY mine ON booking USING (true)")) {
            assertThatThrownBy(() -> as("system", "system", c -> update(c, statement)))
                    .as(statement)
                    .isInstanceOf(SQLException.class);
        }
    }

    private static boolean isBusiness(String table) throws SQLException {
        return as(
                        "system",
                        "system",
                        c -> number(
                                c,
                                "SELECT count(*) FROM table_class WHERE kind = 'business' AND name = '" + table + "'"))
                == 1;
    }

    private interface Query {
        int run(Connection connection) throws SQLException;
    }

    private static int as(@Nullable String actor, @Nullable String rowClass, Query query) throws SQLException {
        DataSource raw = databases.company("acme");
        try (Connection connection = raw.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (actor != null) {
                    try (var say = connection.prepareStatement(
                            "SELECT set_config('joblane.actor', ?, true), set_config('joblane.class', ?, true)")) {
                        say.setString(1, actor);
                        say.setString(2, rowClass);
                        say.execute();
                    }
                }
                return query.run(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        update(connection, sql);
    }
}
