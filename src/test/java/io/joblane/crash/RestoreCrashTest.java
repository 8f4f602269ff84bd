package io.joblane.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * kill -9 in the middle of a restore, where it hurts most. Whatever the moment, the company's data is whole afterwards, old or
 * restored, nobody works with it unnoticed, and the restore can be repeated to its end. Then the control database itself is lost.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreCrashTest {
    private static final String COMPANY = "demo-transfer";
    private static final String DATABASE = "joblane_demo_transfer";
    private static final String RESTORATIONS = "/api/v1/companies/" + COMPANY + "/restorations";
    private static final long TRAP = 4711;
    private static ForkedApplication application;
    private static UUID kept;
    private static String backup;

    @BeforeAll
    static void prepare() throws Exception {
        application = new ForkedApplication(
                Path.of("target", "crash", "restore"),
                "--joblane.backup.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "--joblane.backup.hour=-1",
                "--joblane.http.limits.heavy.per-user=0",
                "--joblane.http.limits.auth.per-address=0");
        application.start();
        kept = place(Duration.ofMinutes(45));
        await("it is offered", () -> status(kept).equals("assigned"));
        backup = ended("/api/v1/companies/" + COMPANY + "/backups", null)
                .path("id")
                .asString();
        sql("joblane_control", """
                CREATE TABLE IF NOT EXISTS trap (step text);
                GRANT SELECT ON trap TO PUBLIC;
                CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.step IN (SELECT step FROM trap) THEN PERFORM pg_advisory_xact_lock(%d); END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER trap BEFORE UPDATE ON restore_run FOR EACH ROW EXECUTE FUNCTION trap();
                INSERT INTO table_class VALUES ('trap', 'technical', false)
                """.formatted(TRAP));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    @Order(1)
    void betweenClosingTheOldDatabaseAndPuttingTheFreshOneInItsPlace() throws Exception {
        UUID later = place(Duration.ofDays(20));
        try (Connection held = trap("putting it in place");
                Connection fresh = application.database(freshDatabase())) {
            // Whose rename waits for this connection.
            assertThat(fresh.isValid(1)).isTrue();
            sql(held, "SELECT pg_advisory_unlock(" + TRAP + ")");
            await(
                    "nobody is let into the old one",
                    () -> read(
                                    "postgres",
                                    "SELECT datallowconn::text FROM pg_database WHERE datname = '" + DATABASE + "'")
                            .equals("false"));
            application.kill();
        }
        startAgain();

        assertThat(isThere(later)).as("the old data, whole").isTrue();
        assertClosedThenRepeat(later);
    }

    @Test
    @Order(2)
    void betweenTheExchangeAndStartingTheOpenWorkAgain() throws Exception {
        UUID later = place(Duration.ofDays(20));
        try (Connection held = trap("starting the open work again")) {
            assertThat(held.isValid(1)).isTrue();
            application.kill();
        }
        startAgain();

        assertThat(isThere(later)).as("the restored data").isFalse();
        assertThat(isThere(kept)).as("the restored data, whole").isTrue();
        assertClosedThenRepeat(later);
    }

    @Test
    @Order(3)
    void betweenStartingTheOpenWorkAgainAndEndingTheInstancesOfBefore() throws Exception {
        UUID later = place(Duration.ofDays(20));
        try (Connection held = trap("ending the process instances of the time after the backup")) {
            assertThat(held.isValid(1)).isTrue();
            application.kill();
        }
        startAgain();

        assertThat(isThere(later)).isFalse();
        assertClosedThenRepeat(later);
    }

    /** The ledger is gone with it; the file alone must do. */
    @Test
    @Order(4)
    void aLostControlDatabaseIsPutBackAtAStart() throws Exception {
        sql(
                "joblane_control",
                "DROP TABLE trap; DROP FUNCTION trap CASCADE; DELETE FROM table_class WHERE name = 'trap'");
        String control = ended("/api/v1/platform/backups", null).path("id").asString();
        ApiClient before = dispatcher();
        Answer made = platform().post("/api/v1/companies", """
                {"slug": "made-later", "name": "Made later", "timeZone": "UTC", "currency": "USD", "locale": "en-US", "country": "US"}
                """);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        application.kill();
        sql("postgres", "DROP DATABASE joblane_control WITH (FORCE)");

        application.set("--joblane.backup.restore-control=" + control);
        application.start();

        assertThat(application.output()).contains("The control database is put back to " + control);
        assertThat(before.get("/api/v1/me").status()).as("sessions of before").isEqualTo(401);
        await("its trips go on", () -> status(kept).equals("assigned"));
        assertThat(platform().get("/api/v1/companies/made-later").status()).isEqualTo(404);
        assertThat(platform().post("/api/v1/companies", """
                                {"slug": "made-later", "name": "Again", "timeZone": "UTC", "currency": "USD", "locale": "en-US", "country": "US"}
                                """).status()).isEqualTo(201);
    }

    /** Begins a restore that stops before it says that it takes this step, until the connection is closed. */
    private static Connection trap(String step) throws Exception {
        Connection held = application.database("joblane_control");
        sql(held, "SELECT pg_advisory_lock(" + TRAP + ")");
        sql(held, "DELETE FROM trap; INSERT INTO trap VALUES ('" + step + "')");
        Answer begun = platform().post(RESTORATIONS, "{\"backup\": \"" + backup + "\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        await(
                "the restore comes to: " + step,
                () -> read(
                                "joblane_control",
                                "SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                                        + " AND objid = " + TRAP)
                        .equals("1"));
        return held;
    }

    private static void startAgain() throws Exception {
        sql("joblane_control", "DELETE FROM trap");
        application.start();
    }

    private static void assertClosedThenRepeat(UUID later) throws Exception {
        Answer closed = dispatcher().get("/api/v1/bookings");
        assertThat(closed.status()).as(closed.text()).isEqualTo(503);
        assertThat(closed.code()).isEqualTo("company_suspended");

        JsonNode repeated = ended(RESTORATIONS, "{\"backup\": \"" + backup + "\"}");

        assertThat(repeated.path("status").asString()).as(repeated.toString()).isEqualTo("done");
        assertThat(isThere(later)).isFalse();
        await("its work goes on: " + status(kept), () -> status(kept).equals("assigned"));
        await(
                "it is offered once",
                () -> read(
                                DATABASE,
                                "SELECT count(*)::text FROM user_task WHERE state = 'open' AND booking_id = '" + kept
                                        + "'")
                        .equals("1"));
        assertThat(read("postgres", "SELECT count(*)::text FROM pg_database WHERE datname LIKE 'joblane\\_new\\_%'"))
                .as("nothing is left behind")
                .isEqualTo("0");
    }

    private static String freshDatabase() throws SQLException {
        return read(
                "postgres",
                "SELECT datname FROM pg_database WHERE datname LIKE 'joblane\\_new\\_%' AND datname NOT LIKE '%\\_old%'");
    }

    private static ApiClient platform() {
        return new ApiClient(application.port()).login("platform@demo.example", "joblane-demo");
    }

    private static ApiClient dispatcher() {
        return new ApiClient(application.port()).login("dispatcher@demo.example", "joblane-demo");
    }

    private static UUID place(Duration ahead) {
        Answer placed = dispatcher()
                .post("/api/v1/bookings", """
                {"customer": {"name": "Alice Ward", "email": "alice.ward@mail.example", "phone": "+16465550200"},
                 "pickup": {"address": "Grand Central Terminal", "lat": 40.7527, "lng": -73.9772},
                 "dropoff": {"address": "Union Square", "lat": 40.7359, "lng": -73.9911},
                 "pickupAt": "%s", "passengers": 2, "luggage": 1, "vehicleType": "sedan", "paymentMethod": "account",
                 "priority": "normal"}""".formatted(Instant.now().plus(ahead)));
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        return UUID.fromString(placed.json().path("id").asString());
    }

    private static String status(UUID booking) {
        return dispatcher()
                .get("/api/v1/bookings/" + booking)
                .json()
                .path("status")
                .asString("");
    }

    private static boolean isThere(UUID booking) throws SQLException {
        return read(DATABASE, "SELECT count(*)::text FROM booking WHERE id = '" + booking + "'")
                .equals("1");
    }

    /** Begins it and waits for its end. */
    private static JsonNode ended(String path, String body) throws Exception {
        ApiClient platform = platform();
        Answer begun = platform.post(path, body);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        JsonNode[] last = new JsonNode[1];
        await("it ends", () -> {
            last[0] = platform.get(String.valueOf(begun.header("Location"))).json();
            return !last[0].path("status").asString().equals("running");
        });
        return last[0];
    }

    private static String read(String database, String sql) throws SQLException {
        try (Connection connection = application.database(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void sql(String database, String sql) throws SQLException {
        try (Connection connection = application.database(database)) {
            sql(connection, sql);
        }
    }

    private static void sql(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(String what, Callable<Boolean> look) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!look.call()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Waited in vain: " + what + "\n" + application.output());
            }
            Thread.sleep(200);
        }
    }
}
