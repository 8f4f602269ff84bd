package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The old data outlives everything but a replacement that went well to its end. */
class DatabaseReplacementTests {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String prefix = "replaced" + NEXT.incrementAndGet() + "_";
    private final Databases databases = open();

    @BeforeEach
    void make() {
        databases.openCompany("acme");
    }

    @AfterEach
    void close() {
        databases.close();
    }

    private Databases open() {
        return new Databases(TestDatabase.server(), 20, prefix);
    }

    @Test
    void aDatabaseThatIsNotSafeNeverTakesTheOldOnesPlace() throws SQLException {
        mark("old");
        try (DatabaseReplacement fresh = databases.replacementOf("acme", "latest")) {
            execute(fresh.connect(), "CREATE TABLE photo (id integer)");

            assertThatThrownBy(() -> fresh.makeReady(null)).isInstanceOf(UnsafeDatabaseException.class);
            assertThatThrownBy(fresh::putInPlace).isInstanceOf(IllegalStateException.class);
            assertThat(fresh.isExchanged()).isFalse();
        }
        assertThat(marked("acme")).isEqualTo("old");
    }

    @Test
    void theOldOneIsKeptUntilItIsDroppedOnPurposeAlsoWhereTheReplacementIsRepeated() throws SQLException {
        mark("first");
        String first = replace();
        mark("second");
        try (DatabaseReplacement again = databases.replacementOf("acme", "latest")) {
            again.makeReady(null);
            again.putInPlace();
            databases.allowConnections(first);
            assertThat(read(databases.connectAsOwner(first), COMMENT)).isEqualTo("first");

            again.dropRetired();

            assertThatThrownBy(() -> databases.connectAsOwner(first)).hasMessageContaining("does not exist");
            assertThatThrownBy(() -> databases.connectAsOwner(again.retired())).hasMessageContaining("does not exist");
        }
        assertThat(marked("acme")).isEmpty();
    }

    @Test
    void anExchangeThatFailsLeavesTheOldOneOpen() throws SQLException {
        mark("old");
        try (DatabaseReplacement fresh = databases.replacementOf("acme", "latest")) {
            fresh.makeReady(null);
            // A connection that holds the fresh one: PostgreSQL does not rename it.
            try (Connection held = fresh.connect()) {
                assertThat(held.isValid(1)).isTrue();
                assertThatThrownBy(fresh::putInPlace).isInstanceOf(SQLException.class);
            }
            assertThat(fresh.isExchanged()).isFalse();
        }
        assertThat(marked("acme")).isEqualTo("old");
    }

    @Test
    void aMissingDatabaseIsNotMadeSilentlyButCanBeReplaced() throws SQLException {
        databases.openCompany("lost");
        String name = read(databases.connectAsOwnerOf("lost"), "SELECT current_database()");
        execute(databases.connectAsOwner("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
        try (Databases restarted = open()) {
            assertThatThrownBy(() -> restarted.openExisting("lost", null)).isInstanceOf(MissingDatabaseException.class);
            try (DatabaseReplacement fresh = restarted.replacementOf("lost", "latest")) {
                fresh.makeReady(null);
                fresh.putInPlace();
            }
            restarted.openExisting("lost", null);
            assertThat(restarted.all()).containsKey("lost");
        }
    }

    @Test
    void aDatabaseThatAKilledRestoreLeftClosedIsOpened() throws SQLException {
        databases.openCompany("shut");
        String name = read(databases.connectAsOwnerOf("shut"), "SELECT current_database()");
        execute(databases.connectAsOwner("postgres"), "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        try (Databases restarted = open()) {
            restarted.openExisting("shut", null);
            assertThat(read(restarted.company("shut").getConnection(), "SELECT count(*)::text FROM booking"))
                    .isEqualTo("0");
        }
    }

    private static final String COMMENT = "SELECT coalesce(obj_description('booking'::regclass), '')";

    private String replace() throws SQLException {
        try (DatabaseReplacement fresh = databases.replacementOf("acme", "latest")) {
            fresh.makeReady(null);
            fresh.putInPlace();
            assertThat(fresh.isExchanged()).isTrue();
            return fresh.retired();
        }
    }

    private void mark(String text) throws SQLException {
        execute(databases.connectAsOwnerOf("acme"), "COMMENT ON TABLE booking IS '" + text + "'");
    }

    private String marked(String company) throws SQLException {
        return read(databases.connectAsOwnerOf(company), COMMENT);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
