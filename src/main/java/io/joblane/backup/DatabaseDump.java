package io.joblane.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import tools.jackson.databind.json.JsonMapper;

/**
 * A company's data as a zip of PostgreSQL's COPY text, one entry a table, taken in one snapshot. The schema is not in it: the
 * migrations make it, up to the version that the dump names. What the application makes itself is: partitions.
 */
final class DatabaseDump {
    private static final String MANIFEST = "manifest.json";
    private static final String TOTALS = "totals.json";

    private final JsonMapper json;

    DatabaseDump(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param partitions statements that make the partitions that were there
     * @param sequences name to its next value
     */
    record Manifest(
            String company,
            String schemaVersion,
            Map<String, List<String>> tables,
            List<String> partitions,
            Map<String, Long> sequences) {}

    /** Writes everything that {@code connection} sees. @return the schema's version */
    String write(Connection connection, String company, OutputStream out) throws SQLException, IOException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement();
                ZipOutputStream zip = new ZipOutputStream(out)) {
            // A policy must never thin out a backup unnoticed: rather fail.
            statement.execute("SET row_security = off");
            Manifest manifest = manifest(statement, company);
            entry(zip, MANIFEST, manifest);
            Map<String, Long> totals = new LinkedHashMap<>();
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : manifest.tables().entrySet()) {
                zip.putNextEntry(new ZipEntry("data/" + table.getKey()));
                long rows = copy.copyOut(
                        "COPY (SELECT " + columns(table.getValue()) + " FROM " + quoted(table.getKey()) + ") TO STDOUT",
                        new Unclosed(zip));
                zip.closeEntry();
                totals.put(table.getKey(), rows);
            }
            entry(zip, TOTALS, totals);
            connection.rollback();
            return manifest.schemaVersion();
        }
    }

    /** What the dump says of itself, without its data. */
    Manifest manifest(InputStream in) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(in)) {
            return manifest(zip);
        }
    }

    private Manifest manifest(ZipInputStream zip) throws IOException {
        ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(MANIFEST)) {
            throw new DamagedBackupException("The backup does not begin with its manifest");
        }
        return json.readValue(zip.readAllBytes(), Manifest.class);
    }

    /**
     * Fills a database that the migrations have just made, in one transaction, and counts every row again.
     *
     * @throws DamagedBackupException where a table is missing or has another number of rows
     */
    void load(Connection connection, InputStream in) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ZipInputStream zip = new ZipInputStream(in)) {
            Manifest manifest = manifest(zip);
            for (String partition : manifest.partitions()) {
                statement.execute(partition);
            }
            Constraints constraints = Constraints.drop(statement);
            Map<String, Long> loaded = copyIn(connection, statement, zip, manifest);
            for (String table : manifest.tables().keySet()) {
                if (!loaded.containsKey(table)) {
                    throw new DamagedBackupException("The backup lacks the rows of " + table);
                }
            }
            constraints.putBack(statement);
            for (var sequence : manifest.sequences().entrySet()) {
                statement.execute("SELECT setval('" + quoted(sequence.getKey()).replace("'", "''") + "', "
                        + sequence.getValue() + ", false)");
            }
            connection.commit();
            statement.execute("ANALYZE");
            connection.commit();
        }
    }

    private Map<String, Long> copyIn(Connection connection, Statement statement, ZipInputStream zip, Manifest manifest)
            throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        Map<String, Long> loaded = new HashMap<>();
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(TOTALS)) {
                Map<?, ?> totals = json.readValue(zip.readAllBytes(), Map.class);
                for (var total : totals.entrySet()) {
                    check(statement, String.valueOf(total.getKey()), ((Number) total.getValue()).longValue());
                }
                return loaded;
            }
            String table = entry.getName().substring("data/".length());
            List<String> columns = manifest.tables().get(table);
            if (columns == null) {
                throw new DamagedBackupException("The backup's manifest does not name " + table);
            }
            // Migrations may have put rows there, which the dump has too.
            statement.execute("ALTER TABLE " + quoted(table) + " DISABLE TRIGGER USER");
            statement.execute("DELETE FROM " + quoted(table));
            loaded.put(table, copy.copyIn("COPY " + quoted(table) + " (" + columns(columns) + ") FROM STDIN", zip));
            statement.execute("ALTER TABLE " + quoted(table) + " ENABLE TRIGGER USER");
        }
        throw new DamagedBackupException("The backup's totals are missing");
    }

    private static void check(Statement statement, String table, long expected) throws SQLException, IOException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + quoted(table))) {
            count.next();
            if (count.getLong(1) != expected) {
                throw new DamagedBackupException(
                        table + " has " + count.getLong(1) + " rows, the backup said " + expected);
            }
        }
    }

    private static Manifest manifest(Statement statement, String company) throws SQLException {
        String version;
        try (ResultSet row =
                statement.executeQuery("SELECT version FROM flyway_schema_history WHERE success AND version IS"
                        + " NOT NULL ORDER BY installed_rank DESC LIMIT 1")) {
            row.next();
            version = row.getString(1);
        }
        Map<String, List<String>> tables = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery("""
                SELECT c.relname, a.attname FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relname <> 'flyway_schema_history'
                ORDER BY c.relname, a.attnum
                """)) {
            while (row.next()) {
                tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return new Manifest(company, version, tables, partitions(statement), sequences(statement));
    }

    private static List<String> partitions(Statement statement) throws SQLException {
        List<String> partitions = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                SELECT format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I %s', c.relname, p.relname,
                    pg_get_expr(c.relpartbound, c.oid))
                FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
                WHERE c.relispartition AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
                """)) {
            while (row.next()) {
                partitions.add(row.getString(1));
            }
        }
        return partitions;
    }

    private static Map<String, Long> sequences(Statement statement) throws SQLException {
        Map<String, Long> sequences = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY 1")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        for (String name : names) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM " + quoted(name))) {
                row.next();
                sequences.put(name, row.getLong(1));
            }
        }
        return sequences;
    }

    private void entry(ZipOutputStream zip, String name, Object content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(json.writeValueAsBytes(content));
        zip.closeEntry();
    }

    private static String columns(List<String> names) {
        return String.join(", ", names.stream().map(DatabaseDump::quoted).toList());
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Foreign keys, which would demand an order of the tables; putting them back checks every row. */
    private record Constraints(List<String> back) {
        static Constraints drop(Statement statement) throws SQLException {
            List<String> drop = new ArrayList<>();
            List<String> back = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                    FROM pg_constraint
                    WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace
                    """)) {
                while (row.next()) {
                    drop.add(row.getString(1));
                    back.add(row.getString(2));
                }
            }
            for (String one : drop) {
                statement.execute(one);
            }
            return new Constraints(back);
        }

        void putBack(Statement statement) throws SQLException {
            for (String one : back) {
                statement.execute(one);
            }
        }
    }

    /** The driver closes nothing, but flushes; a zip must not be ended by one of its entries. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }
    }
}
