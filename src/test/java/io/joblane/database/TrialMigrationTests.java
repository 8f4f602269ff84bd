package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Migrations of the test's own: version 1 makes a table, version 2 adds a column. */
class TrialMigrationTests {
    private static final String MIGRATIONS = "classpath:db/trial/";

    @Test
    void oneCompanyTriesTheNewSchemaWhileTheOthersStayUntilTheyAreLetOn() throws SQLException {
        try (Databases pinned = databases("1")) {
            pinned.openCompany("bold");
            pinned.openCompany("careful");
            pinned.migrateCompany("bold", "2");

            assertThat(columns(pinned, "bold")).isEqualTo(2);
            assertThat(columns(pinned, "careful")).isEqualTo(1);
        }
        // The next start: the company's own target holds, the others stay; a new one begins where they are.
        try (Databases pinned = databases("1")) {
            pinned.openCompany("bold", "2");
            pinned.openCompany("careful");
            pinned.openCompany("newcomer");

            assertThat(columns(pinned, "bold")).isEqualTo(2);
            assertThat(columns(pinned, "careful")).isEqualTo(1);
            assertThat(columns(pinned, "newcomer")).isEqualTo(1);
        }
        try (Databases released = databases("latest")) {
            released.openCompany("bold", "2");
            released.openCompany("careful");

            assertThat(columns(released, "careful")).isEqualTo(2);
        }
    }

    private static Databases databases(String target) {
        return new Databases(TestDatabase.server(), new DatabaseLimits(4, 20, target), "trial_", MIGRATIONS);
    }

    private static int columns(Databases databases, String company) throws SQLException {
        try (Connection connection = databases.company(company).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.columns WHERE table_name = 'thing'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
