package io.joblane.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.Databases;
import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditCarryTests {
    private final Databases databases = TestDatabase.fresh("old", "fresh");

    @Test
    void anErasureThatTheRestoreUndoesIsOpenAgain() throws Exception {
        String row = "INSERT INTO erasure (id, entity, entity_id, reason, erased, account, at, by, open)"
                + " VALUES (gen_random_uuid(), 'customer', gen_random_uuid(), '%s', '[]', 'none', '%s', 'x', false)";
        databases.maintain("old", owner -> {
            try (var statement = owner.createStatement()) {
                statement.execute(row.formatted("earlier", "2026-03-01T10:00:00Z"));
                statement.execute(row.formatted("later", "2026-03-02T10:00:00Z"));
            }
        });

        for (int again = 0; again < 2; again++) {
            try (Connection old = databases.connectAsOwnerOf("old");
                    Connection fresh = databases.connectAsOwnerOf("fresh")) {
                AuditCarry.carryErasures(old, fresh, Instant.parse("2026-03-02T00:00:00Z"));
            }
        }

        databases.maintain("fresh", owner -> {
            try (var query = owner.createStatement();
                    var found = query.executeQuery("SELECT string_agg(reason || ' ' || open, ',') FROM erasure")) {
                found.next();
                assertThat(found.getString(1)).isEqualTo("later true");
            }
        });
    }

    @Test
    void whatIsYoungerThanTheBackupStaysOnceAndTheRestoreIsSaid() throws Exception {
        write("old", 1, "2026-03-01T10:00:00Z", "before");
        write("old", 2, "2026-03-02T10:00:00Z", "in both");
        write("old", 3, "2026-03-02T11:00:00Z", "after");
        write("fresh", 2, "2026-03-02T10:00:00Z", "in both");
        UUID backup = UUID.randomUUID();

        try (Connection old = databases.connectAsOwnerOf("old");
                Connection fresh = databases.connectAsOwnerOf("fresh")) {
            AuditCarry.carry(old, fresh, Instant.parse("2026-03-02T09:59:00Z"));
            AuditCarry.note(
                    fresh,
                    "fresh",
                    backup.toString(),
                    Instant.parse("2026-03-02T09:59:00Z"),
                    "Pat",
                    Instant.parse("2026-03-03T00:00:00Z"));
        }

        try (Connection fresh = databases.connectAsOwnerOf("fresh");
                var statement = fresh.createStatement();
                var row = statement.executeQuery(
                        "SELECT seq, actor_name, changes #>> '{restored_from,after}' FROM audit_entry ORDER BY at, seq")) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getLong(1) + " " + row.getString(2) + " " + row.getString(3));
            }
            assertThat(found).containsExactly("2 in both null", "3 after null", "4 Pat " + backup);
        }
    }

    private void write(String company, long seq, String at, String by) throws Exception {
        try (Connection connection = databases.connectAsOwnerOf(company);
                var insert = connection.prepareStatement("INSERT INTO audit_entry (seq, at, actor_name, actor_class,"
                        + " entity, entity_id, action, changes)"
                        + " VALUES (?, ?::timestamptz, ?, 'staff', 'booking', '1', 'change', '{\"a\": 1}')")) {
            insert.setLong(1, seq);
            insert.setString(2, at);
            insert.setString(3, by);
            insert.executeUpdate();
        }
    }
}
