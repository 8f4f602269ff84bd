package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.context.CurrentOrigin;
import io.joblane.context.Origin;
import io.joblane.shared.Ids;
import io.joblane.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the triggers write, and that nobody takes it back. */
class AuditEntryTests {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final UUID USER = UUID.randomUUID();
    private static final Actor DANA = new Actor(USER, "Dana \"D\" (dispatcher)", Set.of("dispatcher"));

    private static final String PREFIX = "audit_";

    private static Databases databases;
    private static DataSource named;
    private static JdbcClient jdbc;
    private static TransactionTemplate transactions;
    private static ControlDatabase control;

    @BeforeAll
    static void open() {
        databases = new Databases(TestDatabase.server(), 12, PREFIX);
        databases.openCompany("acme");
        Trail trail = new Trail(Clock.fixed(NOW, ZoneOffset.UTC));
        named = new ActorDataSource(() -> databases.company("acme"), ActorConnection.Named.ALL, trail);
        jdbc = JdbcClient.create(named);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(named));
        control = new ControlDatabase(new ActorDataSource(databases::control, ActorConnection.Named.WRITES, trail));
    }

    @AfterAll
    static void close() {
        databases.close();
    }

    private static <T> T as(Actor actor, Origin origin, Callable<T> work) {
        try {
            return CurrentCompany.call("acme", () -> CurrentActor.call(actor, () -> CurrentOrigin.call(origin, work)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID customer(String name) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, ?, ?, '1', now(), 'x', now(), 'x', 0)
                        """).param(id).param(name).param(id + "@c.example").update();
        return id;
    }

    private static List<Map<String, Object>> entries(Object id) {
        return jdbc.sql("SELECT *, changes::text AS json FROM audit_entry WHERE entity_id = ? ORDER BY seq")
                .param(id.toString())
                .query()
                .listOfRows();
    }

    @Test
    void anEntrySaysWhoWhenFromWhereAndWhatWasDifferent() {
        UUID id = as(DANA, Origin.request("203.0.113.9", "req-1").within(4711), () -> {
            UUID made = customer("Carla");
            jdbc.sql("UPDATE customer SET name = 'Carla \"C\"', updated_at = now(), version = 1 WHERE id = ?")
                    .param(made)
                    .update();
            return made;
        });

        List<Map<String, Object>> found = entries(id);
        assertThat(found).hasSize(2);
        assertThat(found.get(0))
                .containsEntry("actor_id", USER)
                .containsEntry("actor_name", "Dana \"D\" (dispatcher)")
                .containsEntry("actor_class", "staff")
                .containsEntry("address", "203.0.113.9")
                .containsEntry("request_id", "req-1")
                .containsEntry("instance_key", 4711L)
                .containsEntry("company", "acme")
                .containsEntry("entity", "customer")
                .containsEntry("action", "create");
        assertThat(((java.sql.Timestamp) found.get(0).get("at")).toInstant()).isEqualTo(NOW);
        assertThat((String) found.get(0).get("json"))
                .contains("\"name\": \"Carla\"")
                .doesNotContain("created_by", "version", "deleted_at");
        assertThat(found.get(1)).containsEntry("action", "change");
        assertThat((String) found.get(1).get("json"))
                .isEqualTo("{\"name\": {\"after\": \"Carla \\\"C\\\"\", \"before\": \"Carla\"}}");
    }

    @Test
    void workOfTheSystemAndOfAPublicRouteAreToldApart() {
        UUID worker = as(Actor.SYSTEM, Origin.instance(7), () -> customer("W"));
        UUID link = as(Actor.SYSTEM, Origin.request("198.51.100.1", "r"), () -> customer("L"));

        assertThat(entries(worker).get(0))
                .containsEntry("actor_class", "system")
                .containsEntry("instance_key", 7L);
        assertThat(entries(link).get(0)).containsEntry("actor_class", "public").containsEntry("actor_id", null);
    }

    @Test
    void deletingSoftlyIsADeletionAndChangingNothingIsNothing() {
        UUID id = as(DANA, Origin.INSIDE, () -> customer("Q"));
        as(
                DANA,
                Origin.INSIDE,
                () -> jdbc.sql("UPDATE customer SET name = name, version = 5, updated_by = 'y' WHERE id = ?")
                        .param(id)
                        .update());
        assertThat(entries(id)).hasSize(1);

        as(
                DANA,
                Origin.INSIDE,
                () -> jdbc.sql("UPDATE customer SET deleted_at = now(), deleted_by = 'y' WHERE id = ?")
                        .param(id)
                        .update());
        assertThat(entries(id)).extracting(e -> e.get("action")).containsExactly("create", "delete");
    }

    @Test
    void aChangeThatIsRolledBackLeavesNoEntry() {
        UUID[] id = new UUID[1];
        as(
                DANA,
                Origin.INSIDE,
                () -> transactions.execute(status -> {
                    id[0] = customer("R");
                    assertThat(entries(id[0])).hasSize(1);
                    status.setRollbackOnly();
                    return id[0];
                }));
        assertThat(entries(id[0])).isEmpty();
    }

    @Test
    void tenParallelChangesLeaveTenEntries() throws Exception {
        UUID id = as(DANA, Origin.INSIDE, () -> customer("P"));
        List<Future<Integer>> done = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                String phone = "phone " + i;
                done.add(threads.submit(() -> as(
                        new Actor(UUID.randomUUID(), phone, Set.of("manager")),
                        Origin.INSIDE,
                        () -> jdbc.sql("UPDATE customer SET phone = ? WHERE id = ?")
                                .param(phone)
                                .param(id)
                                .update())));
            }
        }
        for (Future<Integer> one : done) {
            assertThat(one.get()).isEqualTo(1);
        }
        List<Map<String, Object>> found = entries(id);
        assertThat(found).hasSize(11);
        assertThat(found.stream().skip(1).map(e -> e.get("actor_name")))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.toString().startsWith("phone "));
    }

    @Test
    void theActorMayChangeWithinATransactionAndIsForgottenAfterIt() throws SQLException {
        UUID id = as(
                Actor.SYSTEM,
                Origin.INSIDE,
                () -> transactions.execute(status -> {
                    UUID made = customer("M");
                    as(
                            DANA,
                            Origin.INSIDE,
                            () -> jdbc.sql("UPDATE customer SET name = 'by Dana' WHERE id = ?")
                                    .param(made)
                                    .update());
                    jdbc.sql("UPDATE customer SET name = 'by the system' WHERE id = ?")
                            .param(made)
                            .update();
                    return made;
                }));
        assertThat(entries(id)).extracting(e -> e.get("actor_class")).containsExactly("system", "staff", "system");

        try (var connection = databases.company("acme").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(current_setting('joblane.actor', true), '')")) {
            rows.next();
            assertThat(rows.getString(1)).isEmpty();
        }
    }

    @Test
    void outsideATransactionEachStatementIsCommittedByItself() throws SQLException {
        UUID id = as(DANA, Origin.INSIDE, () -> {
            try (var connection = named.getConnection();
                    var statement = connection.createStatement()) {
                assertThat(connection.getAutoCommit()).isTrue();
                UUID made = UUID.randomUUID();
                statement.execute(
                        "INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by,"
                                + " version) VALUES ('" + made + "', 'A', '" + made
                                + "', '1', now(), 'x', now(), 'x', 0)");
                try (var broken = connection.createStatement()) {
                    assertThatThrownBy(() -> broken.execute("SELECT 1/0")).isInstanceOf(SQLException.class);
                }
                return made;
            }
        });
        assertThat(entries(id)).as("a later fault undoes nothing").hasSize(1);
    }

    /** What closes a connection keeps its faults to itself, so a commit must not wait for that. */
    @Test
    void aCommitThatFailsOutsideATransactionReachesTheCaller() {
        owner(
                "CREATE TABLE late (id integer PRIMARY KEY, of integer REFERENCES late (id) DEFERRABLE INITIALLY DEFERRED)");
        owner("GRANT ALL ON late TO joblane_app");
        try {
            assertThatThrownBy(() -> as(
                            DANA,
                            Origin.INSIDE,
                            () -> jdbc.sql("INSERT INTO late VALUES (1, 2)").update()))
                    .isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            owner("DROP TABLE late");
        }
    }

    @Test
    void aStatementThatIsExecutedAgainSaysAgainWhoWorks() {
        List<UUID> ids = as(DANA, Origin.INSIDE, () -> {
            List<UUID> made = List.of(UUID.randomUUID(), UUID.randomUUID());
            try (var connection = named.getConnection();
                    var insert = connection.prepareStatement(
                            "INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by,"
                                    + " version) VALUES (?, 'A', ?, '1', now(), 'x', now(), 'x', 0)")) {
                for (UUID id : made) {
                    insert.setObject(1, id);
                    insert.setString(2, id.toString());
                    insert.executeUpdate();
                }
            }
            return made;
        });
        assertThat(ids).allSatisfy(id -> assertThat(entries(id)).hasSize(1));
    }

    private void owner(String sql) {
        databases.maintain("acme", owner -> {
            try (var statement = owner.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    @Test
    void whatSomebodyDoesPastTheApplicationIsNotedToo() {
        UUID id = as(DANA, Origin.INSIDE, () -> customer("O"));
        databases.maintain("acme", owner -> {
            try (var statement = owner.createStatement()) {
                statement.execute("UPDATE customer SET name = 'changed by hand' WHERE id = '" + id + "'");
            }
        });
        assertThat(entries(id).get(1))
                .containsEntry("actor_class", "database")
                .containsEntry("actor_name", "database login joblane_owner");
    }

    @Test
    void nobodyChangesAnEntry() {
        UUID id = as(DANA, Origin.INSIDE, () -> customer("N"));
        String partition = jdbc.sql("SELECT tableoid::regclass::text FROM audit_entry WHERE entity_id = ?")
                .param(id.toString())
                .query(String.class)
                .single();
        // Migrating again grants again: nothing more than before.
        try (Databases again = new Databases(TestDatabase.server(), 2, PREFIX)) {
            again.openCompany("acme");
        }
        for (String table : List.of("audit_entry", "audit_entry_rest", partition)) {
            for (String statement : List.of(
                    "UPDATE " + table + " SET actor_name = 'x'",
                    "DELETE FROM " + table,
                    "TRUNCATE " + table,
                    "INSERT INTO " + table
                            + " (seq, at, actor_name, actor_class, entity, entity_id, action, changes) VALUES (0, now(), 'x', 'x', 'x', 'x', 'create', '{}')",
                    "SELECT audit_drop_months('2999-01-01')",
                    "SELECT audit_erase('customer', '" + id + "')")) {
                assertThatThrownBy(() -> as(
                                DANA, Origin.INSIDE, () -> jdbc.sql(statement).update()))
                        .as(statement)
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        }
        for (String statement : List.of("UPDATE audit_entry SET actor_name = 'x'", "DELETE FROM audit_entry")) {
            assertThatThrownBy(() -> databases.maintain("acme", owner -> {
                        try (var sql = owner.createStatement()) {
                            sql.execute(statement);
                        }
                    }))
                    .hasStackTraceContaining("only added");
        }
        assertThat(entries(id)).hasSize(1);
    }

    @Test
    void aPersonsDataCanBeErasedAndTheErasureIsNoted() {
        UUID id = as(DANA, Origin.INSIDE, () -> customer("Erika Erased"));
        databases.maintain("acme", owner -> {
            try (var erase = owner.prepareStatement("SELECT audit_erase('customer', ?)")) {
                erase.setString(1, id.toString());
                erase.execute();
            }
        });
        assertThat(entries(id)).extracting(e -> e.get("action")).containsExactly("create", "erase");
        assertThat((String) entries(id).get(0).get("json"))
                .contains("\"name\": \"erased\"")
                .doesNotContain("Erika", "@c.example");
    }

    @Test
    void aPasswordIsNeverInAnEntry() {
        UUID id = Ids.next();
        as(DANA, Origin.INSIDE, () -> {
            control.jdbc()
                    .sql("INSERT INTO app_user (id, email, name, password_hash) VALUES (?, ?, 'Uma', '{bcrypt}first')")
                    .param(id)
                    .param(id + "@u.example")
                    .update();
            return control.jdbc()
                    .sql("UPDATE app_user SET password_hash = '{bcrypt}second' WHERE id = ?")
                    .param(id)
                    .update();
        });
        List<String> changes = control.jdbc()
                .sql(
                        "SELECT changes::text FROM audit_entry WHERE entity = 'app_user' AND entity_id = ? AND actor_id = ? ORDER BY seq")
                .param(id.toString())
                .param(USER)
                .query(String.class)
                .list();
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).contains("\"name\": \"Uma\"").doesNotContain("bcrypt", "password");
        assertThat(changes.get(1)).isEqualTo("{\"password_hash\": \"changed\"}");
    }

    @Test
    void whereAgentsAreNoEntryIsWritten() {
        UUID id = Ids.next();
        as(
                DANA,
                Origin.INSIDE,
                () -> jdbc.sql("""
                        INSERT INTO agent (id, name, email, phone, status, created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, 'A', ?, '1', 'active', now(), 'x', now(), 'x', 0)
                        """).param(id).param(id + "@a.example").update());
        as(
                DANA,
                Origin.INSIDE,
                () -> jdbc.sql("UPDATE agent SET position_lat = 1, position_lng = 2, position_at = now() WHERE id = ?")
                        .param(id)
                        .update());
        assertThat(entries(id)).hasSize(1);
    }
}
