package io.joblane.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** Takes what the audit trail says of the time after a backup over into the database that is restored from it. */
final class AuditCarry {
    private static final String COLUMNS = "seq, at, actor_id, actor_name, actor_class, address, company, entity,"
            + " entity_id, action, changes, request_id, instance_key";
    private static final int AT_ONCE = 1_000;

    private AuditCarry() {}

    /**
     * @param old its owner's connection to the database that goes
     * @param fresh its owner's connection to the one that comes
     * @param since entries of then and later; those that the fresh one has are left out
     * @return how many were taken over
     */
    static int carry(Connection old, Connection fresh, Instant since) throws SQLException {
        old.setAutoCommit(false);
        fresh.setAutoCommit(false);
        int[] carried = new int[1];
        try (var query = old.prepareStatement("SELECT " + COLUMNS + " FROM audit_entry WHERE at >= ?");
                var insert = fresh.prepareStatement("INSERT INTO audit_entry (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT DO NOTHING")) {
            query.setFetchSize(AT_ONCE);
            query.setTimestamp(1, Timestamp.from(since));
            try (var row = query.executeQuery()) {
                int waiting = 0;
                while (row.next()) {
                    for (int column = 1; column <= 13; column++) {
                        insert.setObject(column, column == 11 ? row.getString(column) : row.getObject(column));
                    }
                    insert.addBatch();
                    if (++waiting == AT_ONCE) {
                        carried[0] += sum(insert.executeBatch());
                        waiting = 0;
                    }
                }
                carried[0] += sum(insert.executeBatch());
            }
        }
        try (var statement = fresh.createStatement()) {
            statement.execute(
                    "SELECT setval('audit_entry_seq', greatest((SELECT coalesce(max(seq), 1) FROM audit_entry),"
                            + " (SELECT last_value FROM audit_entry_seq)))");
        }
        fresh.commit();
        old.rollback();
        return carried[0];
    }

    /** The entry that says that the company was put back. */
    static void note(Connection fresh, String company, UUID backup, Instant of, String by, Instant now)
            throws SQLException {
        try (var insert =
                fresh.prepareStatement("INSERT INTO audit_entry (at, actor_name, actor_class, company, entity,"
                        + " entity_id, action, changes) VALUES (?, ?, 'staff', ?, 'company', ?, 'change',"
                        + " jsonb_build_object('restored_from', jsonb_build_object('before', null, 'after', ?::text),"
                        + " 'restored_to', jsonb_build_object('before', null, 'after', ?::text)))")) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.setString(2, by);
            insert.setString(3, company);
            insert.setString(4, company);
            insert.setString(5, backup.toString());
            insert.setString(6, of.toString());
            insert.executeUpdate();
        }
        if (!fresh.getAutoCommit()) {
            fresh.commit();
        }
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            // With rewritten batches the driver says only that it succeeded.
            sum += Math.max(count, 0);
        }
        return sum;
    }
}
