package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A company's database with rows of the version before row security and the audit trail. */
class EarlierVersionTests {
    private static final String DATABASE = "earlier_acme";

    @Test
    void rowsOfTheVersionBeforeAreMigrated() throws SQLException {
        DatabaseServer server = TestDatabase.server();
        UUID review = UUID.randomUUID();
        try (Connection owner = connect("postgres")) {
            run(owner, "CREATE DATABASE " + DATABASE);
        }
        Flyway.configure()
                .dataSource(
                        server.jdbcBase() + DATABASE,
                        server.owner().user(),
                        server.owner().password())
                .locations("classpath:db/migration/company")
                .target("2")
                .load()
                .migrate();
        try (Connection owner = connect(DATABASE)) {
            run(owner, """
                    INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by, version)
                    VALUES (gen_random_uuid(), 'C', 'c@c.example', '1', now(), 'system', now(), 'system', 0);
                    INSERT INTO agent (id, name, email, phone, status, created_at, created_by, updated_at, updated_by, version)
                    VALUES (gen_random_uuid(), 'A', 'a@a.example', '1', 'active', now(), 'system', now(), 'system', 0);
                    INSERT INTO booking (id, reference, status, customer_id, pickup_address, pickup_lat, pickup_lng, dropoff_address,
                        dropoff_lat, dropoff_lng, pickup_at, passengers, luggage, vehicle_type, payment_method, payment_status,
                        priority, currency, created_at, created_by, updated_at, updated_by, version)
                    SELECT gen_random_uuid(), 'r', 'invoiced', id, 'p', 1, 1, 'd', 1, 1, now(), 1, 0, 'sedan', 'cash', 'paid',
                        'normal', 'USD', now(), 'system', now(), 'system', 0 FROM customer;
                    INSERT INTO trip_price (id, booking_id, lines, total, currency, priced_at)
                    SELECT gen_random_uuid(), id, '[]', 1, 'USD', '2026-01-02T03:04:05Z' FROM booking;
                    INSERT INTO review (id, booking_id, agent_id, stars, created_at)
                    SELECT '%s', b.id, a.id, 5, '2026-01-02T03:04:05Z' FROM booking b, agent a
                    """.formatted(review));
        }

        try (Databases databases = new Databases(server, 2, "earlier_")) {
            databases.openCompany("acme");
            databases.maintain("acme", owner -> {
                assertThat(text(owner, "SELECT created_by || ' ' || (created_at = updated_at) FROM review"))
                        .isEqualTo("system true");
                assertThat(text(owner, "SELECT (created_at = priced_at)::text FROM trip_price"))
                        .isEqualTo("true");
                assertThat(text(owner, "SELECT count(*)::text FROM audit_entry"))
                        .as("a migration is no change of somebody's")
                        .isEqualTo("0");
                run(owner, "UPDATE review SET stars = 4");
                assertThat(text(owner, "SELECT entity_id || ' ' || changes::text FROM audit_entry"))
                        .isEqualTo(review + " {\"stars\": {\"after\": 4, \"before\": 5}}");
            });
        }
    }

    private static Connection connect(String database) throws SQLException {
        DatabaseServer server = TestDatabase.server();
        return DriverManager.getConnection(
                server.jdbcBase() + database,
                server.owner().user(),
                server.owner().password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
