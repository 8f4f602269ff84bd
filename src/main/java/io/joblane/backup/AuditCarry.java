package io.joblane.backup;

import io.joblane.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * Erasures of then and later are undone by the restore: they are taken over as open, and so made again.
     *
     * @param old its owner's connection to the database that goes
     * @param fresh its owner's connection to the one that comes
     */
    static void carryErasures(Connection old, Connection fresh, Instant since) throws SQLException {
        if (!hasErasures(old)) {
            return;
        }
        try (var query = old.prepareStatement(
                        "SELECT id, entity, entity_id, user_id, reason, erased::text, account, at, by FROM erasure WHERE at >= ?");
                var insert = fresh.prepareStatement(
                        "INSERT INTO erasure (id, entity, entity_id, user_id, reason, erased, account, at, by, open)"
                                + " VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, true)"
                                + " ON CONFLICT (entity, entity_id) DO UPDATE SET open = true")) {
            query.setTimestamp(1, Timestamp.from(since));
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    for (int column = 1; column <= 9; column++) {
                        insert.setObject(column, row.getObject(column));
                    }
                    insert.executeUpdate();
                }
            }
        }
        if (!fresh.getAutoCommit()) {
            fresh.commit();
        }
    }

    /** Opens those whose account is in a control database that was put back. */
    static void openErasures(Connection company, Instant since) throws SQLException {
        if (!hasErasures(company)) {
            return;
        }
        try (var update =
                company.prepareStatement("UPDATE erasure SET open = true WHERE at >= ? AND user_id IS NOT NULL")) {
            update.setTimestamp(1, Timestamp.from(since));
            update.executeUpdate();
        }
    }

    /** A schema from before there were any has none. */
    private static boolean hasErasures(Connection company) throws SQLException {
        try (var query = company.createStatement();
                var row = query.executeQuery("SELECT to_regclass('erasure') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The slugs that a control database names. */
    static List<String> companiesOf(Databases databases) {
        List<String> slugs = new ArrayList<>();
        databases.maintain(Backups.CONTROL, owner -> {
            try (var query = owner.createStatement();
                    var row =
                            query.executeQuery("SELECT slug FROM company WHERE deleted_at IS NULL AND database_made")) {
                while (row.next()) {
                    slugs.add(row.getString(1));
                }
            }
        });
        return slugs;
    }

    /** The entry that says that the company was put back. */
    static void note(Connection fresh, String company, String backup, Instant of, String by, Instant now)
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
            insert.setString(5, backup);
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
