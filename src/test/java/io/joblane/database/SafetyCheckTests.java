package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start on a database that does not keep its rows apart, or its changes recorded, fails with one sentence. */
class SafetyCheckTests {
    private static Databases databases;

    @BeforeAll
    static void open() {
        databases = TestDatabase.fresh("acme");
    }

    @AfterAll
    static void close() {
        databases.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "control"})
    void whatWasMigratedIsSafe(String database) {
        databases.maintain(
                database,
                owner -> assertThat(SafetyCheck.faults(owner, "joblane_app")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE photo (id int) | photo is not in table_class",
                "DROP POLICY own_rows ON booking | booking needs a row-level policy",
                "ALTER TABLE tap DISABLE ROW LEVEL SECURITY | tap needs a row-level policy",
                "ALTER TABLE tap NO FORCE ROW LEVEL SECURITY | tap needs a row-level policy",
                "DROP TRIGGER audit_change ON vehicle | vehicle writes no audit entries",
                "ALTER TABLE vehicle DISABLE TRIGGER audit_change | vehicle writes no audit entries",
                "DROP TABLE table_class | it has no table_class",
                "ALTER TABLE review DROP COLUMN deleted_by | review lacks the column deleted_by"
            })
    void whatIsMissingIsSaidInASentence(String damage, String sentence) {
        databases.maintain("acme", owner -> {
            owner.setAutoCommit(false);
            run(owner, damage);
            List<String> faults = SafetyCheck.faults(owner, "joblane_app");
            owner.rollback();
            assertThat(faults).singleElement().asString().contains(sentence).endsWith(".");
        });
    }

    @Test
    void rolesThatPassByThePoliciesAreFound() {
        databases.maintain(
                "acme",
                owner -> assertThat(SafetyCheck.faults(owner, "postgres"))
                        .singleElement()
                        .asString()
                        .contains("role postgres passes by"));
    }

    @Test
    void aStartOnSuchADatabaseFails() {
        try (Databases damaged = new Databases(TestDatabase.server(), 2, "damaged_")) {
            damaged.openCompany("globex");
            damaged.maintain("globex", owner -> run(owner, "CREATE TABLE photo (id int)"));
        }
        try (Databases again = new Databases(TestDatabase.server(), 2, "damaged_")) {
            assertThatThrownBy(() -> again.openCompany("globex"))
                    .isInstanceOf(UnsafeDatabaseException.class)
                    .hasMessageContaining("table photo is not in table_class");
        }
    }

    /** Not by the check's own query: the standard's catalogue. */
    @ParameterizedTest
    @ValueSource(strings = {"acme", "control"})
    void everyBusinessTableHasTheAuditColumns(String database) {
        databases.maintain(database, owner -> {
            List<String> business = column(owner, "SELECT name FROM table_class WHERE kind = 'business' ORDER BY name");
            assertThat(business).isNotEmpty();
            for (String table : business) {
                assertThat(column(
                                owner,
                                "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '"
                                        + table + "'"))
                        .as(table)
                        .contains(
                                "created_at timestamp with time zone",
                                "created_by text",
                                "updated_at timestamp with time zone",
                                "updated_by text",
                                "deleted_at timestamp with time zone",
                                "deleted_by text");
            }
            assertThat(column(
                            owner,
                            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                                    + " AND table_name NOT LIKE 'audit_entry_%' AND table_name <> 'flyway_schema_history'"
                                    + " EXCEPT SELECT name FROM table_class"))
                    .isEmpty();
        });
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
