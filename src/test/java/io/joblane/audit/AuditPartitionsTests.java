package io.joblane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.Databases;
import io.joblane.testing.TestClock;
import io.joblane.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditPartitionsTests {
    private final TestClock clock = new TestClock();
    private Databases databases;
    private AuditPartitions partitions;

    @BeforeEach
    void open() {
        databases = TestDatabase.fresh("acme");
        partitions = new AuditPartitions(databases, new AuditSettings(Period.ofYears(7)), clock);
    }

    @AfterEach
    void close() {
        databases.close();
    }

    @Test
    void theMonthsAheadAreThereBeforeTheirFirstEntry() {
        clock.set(Instant.parse("2027-11-30T23:59:59Z"));
        partitions.keep();
        partitions.keep();
        assertThat(names("acme")).contains("audit_entry_2027_11", "audit_entry_2027_12", "audit_entry_2028_01");
        assertThat(names("control")).contains("audit_entry_2027_11", "audit_entry_2027_12", "audit_entry_2028_01");

        add("2027-11-30T23:59:59.999999Z");
        add("2027-12-01T00:00:00Z");
        assertThat(list("SELECT tableoid::regclass::text FROM audit_entry ORDER BY at"))
                .containsExactly("audit_entry_2027_11", "audit_entry_2027_12");

        clock.set(Instant.parse("2027-12-01T00:00:00Z"));
        partitions.keep();
        assertThat(names("acme")).contains("audit_entry_2028_02");
    }

    @Test
    void whatCameBeforeItsPartitionIsMovedIntoIt() {
        add("2031-05-31T23:59:59Z");
        add("2031-06-01T00:00:00Z");
        assertThat(list("SELECT DISTINCT tableoid::regclass::text FROM audit_entry"))
                .containsExactly("audit_entry_rest");

        clock.set(Instant.parse("2026-01-15T00:00:00Z"));
        partitions.keep();

        assertThat(list("SELECT tableoid::regclass::text FROM audit_entry ORDER BY at"))
                .containsExactly("audit_entry_2031_05", "audit_entry_2031_06");
        assertThat(list("SELECT count(*)::text FROM audit_entry_rest")).containsExactly("0");
    }

    @Test
    void wholeMonthsAreDroppedOnceAllOfThemIsOldEnough() {
        clock.set(Instant.parse("2027-01-10T00:00:00Z"));
        partitions.keep();
        add("2027-01-31T23:59:59Z");
        add("2027-02-01T00:00:00Z");

        clock.set(Instant.parse("2034-01-31T23:00:00Z"));
        partitions.keep();
        assertThat(list("SELECT at::text FROM audit_entry")).hasSize(2);

        clock.set(Instant.parse("2034-02-01T00:00:00Z"));
        partitions.keep();
        assertThat(list("SELECT tableoid::regclass::text FROM audit_entry")).containsExactly("audit_entry_2027_02");
        assertThat(names("acme")).doesNotContain("audit_entry_2027_01").contains("audit_entry_rest");
    }

    @Test
    void aRetentionOfLessThanAMonthIsRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new AuditSettings(Period.ofDays(20)))
                .hasMessageContaining("at least P1M");
    }

    private void add(String at) {
        databases.maintain("acme", owner -> {
            try (var insert = owner.prepareStatement("""
                    INSERT INTO audit_entry (at, actor_name, actor_class, entity, entity_id, action, changes)
                    VALUES (?::timestamptz, 'test', 'system', 'thing', '1', 'change', '{}')
                    """)) {
                insert.setString(1, at);
                insert.execute();
            }
        });
    }

    private List<String> names(String database) {
        List<String> names = new ArrayList<>();
        databases.maintain(
                database,
                owner -> read(
                        owner,
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass",
                        names));
        return names;
    }

    private List<String> list(String sql) {
        List<String> values = new ArrayList<>();
        databases.maintain("acme", owner -> read(owner, sql, values));
        return values;
    }

    private static void read(java.sql.Connection connection, String sql, List<String> into) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                into.add(rows.getString(1));
            }
        }
    }
}
