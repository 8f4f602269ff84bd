package io.joblane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a migrated database keeps what the table {@code table_class} says of each of its tables. A table that nobody
 * classified may hold anything, so it is a fault as well.
 */
final class SafetyCheck {
    private static final String FAULTS = """
            WITH tables AS (
                SELECT c.oid, c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS secured, k.kind, k.policy
                FROM pg_class c LEFT JOIN table_class k ON k.name = c.relname
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relname <> 'flyway_schema_history')
            SELECT 'table ' || name || ' is not in table_class; add it there in its migration, with its kind and whether it needs a policy.'
            FROM tables WHERE kind IS NULL
            UNION ALL
            SELECT 'table ' || name || ' needs a row-level policy and has none, or does not enforce it; CALL add_policy in its migration.'
            FROM tables t WHERE policy AND NOT (secured AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid))
            UNION ALL
            SELECT 'business table ' || name || ' writes no audit entries; CALL add_audit in its migration.'
            FROM tables t WHERE kind = 'business' AND NOT EXISTS (
                SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname = 'audit_change' AND g.tgenabled IN ('O', 'A'))
            UNION ALL
            SELECT 'business table ' || name || ' lacks the column ' || wanted || '.'
            FROM tables t, unnest(ARRAY['created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'deleted_by']) wanted
            WHERE kind = 'business' AND NOT EXISTS (
                SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = wanted AND NOT a.attisdropped)
            UNION ALL
            SELECT 'role ' || rolname || ' passes by row-level policies; take SUPERUSER and BYPASSRLS from it.'
            FROM pg_roles WHERE rolname = ? AND (rolsuper OR rolbypassrls)
            UNION ALL
            SELECT 'role ' || rolname || ' owns the policies and must pass by them; run ALTER ROLE ' || rolname || ' BYPASSRLS.'
            FROM pg_roles WHERE rolname = current_user AND NOT (rolsuper OR rolbypassrls)
            ORDER BY 1
            """;

    private SafetyCheck() {}

    /**
     * @param owner a connection as the owner
     * @param application the login whose rights are looked at
     * @return sentences; empty where all is well
     */
    static List<String> faults(Connection owner, String application) throws SQLException {
        try (var known = owner.createStatement();
                var row = known.executeQuery("SELECT to_regclass('table_class') IS NULL")) {
            if (row.next() && row.getBoolean(1)) {
                return List.of(
                        "it has no table_class, so nothing is known of its tables; migrate it to the newest version.");
            }
        }
        try (var query = owner.prepareStatement(FAULTS)) {
            query.setString(1, application);
            List<String> faults = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    faults.add(rows.getString(1));
                }
            }
            return faults;
        }
    }
}
