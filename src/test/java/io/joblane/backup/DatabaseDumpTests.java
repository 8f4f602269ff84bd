package io.joblane.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.DatabaseReplacement;
import io.joblane.database.Databases;
import io.joblane.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a schema may hold besides plain tables. */
class DatabaseDumpTests {
    /** As migrations would; the partition of March is made by the application. */
    private static final String SCHEMA = """
            CREATE TABLE node (
                id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                parent integer REFERENCES node (id),
                favourite integer,
                name text,
                loud text GENERATED ALWAYS AS (upper(name)) STORED);
            CREATE TABLE leaf (id integer PRIMARY KEY, node integer NOT NULL REFERENCES node (id));
            ALTER TABLE node ADD FOREIGN KEY (favourite) REFERENCES leaf (id);
            CREATE TABLE event (at date NOT NULL, what text) PARTITION BY RANGE (at);
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'append only'; END $$;
            CREATE TRIGGER event_kept BEFORE DELETE OR UPDATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse();
            INSERT INTO table_class VALUES ('node', 'technical', false), ('leaf', 'technical', false), ('event', 'technical', false);
            """;

    private static final String THING =
            "CREATE TABLE thing (id integer); INSERT INTO table_class VALUES ('thing', 'technical', false)";

    private static final String ROWS = """
            CREATE TABLE event_2026_03 PARTITION OF event FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
            INSERT INTO event VALUES ('2026-03-08', E'a\\ttab, a \\\\N and a\\nline'), ('2026-03-09', NULL);
            INSERT INTO node (parent, name) VALUES (NULL, 'root'), (1, 'Ünïcode ''quoted''');
            INSERT INTO leaf VALUES (7, 2);
            UPDATE node SET favourite = 7 WHERE id = 1;
            """;

    private final Databases databases = TestDatabase.fresh("acme");
    private final DatabaseDump dumps = new DatabaseDump(new JsonMapper());

    @Test
    void everythingComesBackAndGoesOnCounting() throws Exception {
        execute(SCHEMA + ROWS);
        byte[] dump = dump();
        execute("DELETE FROM node WHERE false; UPDATE node SET name = 'changed'; INSERT INTO leaf VALUES (8, 1)");

        restore(dump);

        assertThat(
                        read(
                                "SELECT string_agg(concat(id, coalesce(parent, 0), coalesce(favourite, 0), loud), ',' ORDER BY id) FROM node"))
                .isEqualTo("107ROOT,210ÜNÏCODE 'QUOTED'");
        assertThat(read("SELECT count(*)::text FROM leaf")).isEqualTo("1");
        assertThat(read("SELECT what FROM event WHERE at = '2026-03-08'")).isEqualTo("a\ttab, a \\N and a\nline");
        assertThat(read("SELECT count(*)::text FROM event_2026_03")).isEqualTo("2");
        execute("INSERT INTO node (name) VALUES ('next')");
        assertThat(read("SELECT max(id)::text FROM node")).isEqualTo("3");
        assertThatThrownBy(() -> execute("DELETE FROM event")).hasMessageContaining("append only");
        assertThatThrownBy(() -> execute("INSERT INTO leaf VALUES (9, 99)")).hasMessageContaining("foreign key");
        try (Connection application = databases.company("acme").getConnection();
                var statement = application.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM booking")) {
            assertThat(row.next())
                    .as("the application's role may read what the migrations made")
                    .isTrue();
        }
    }

    @Test
    void onlyWhatWasCommittedWhenItBeganIsInIt() throws Exception {
        execute(THING + "; INSERT INTO thing VALUES (1)");
        try (Connection open = databases.connectAsOwnerOf("acme");
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO thing VALUES (2)");
            byte[] dump = dump();
            open.commit();
            assertThat(new String(dump, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("PK");
            try (DatabaseReplacement fresh = databases.replacementOf("acme", "latest")) {
                try (Connection connection = fresh.connect()) {
                    connection.createStatement().execute(THING);
                    dumps.load(connection, new ByteArrayInputStream(dump));
                }
                fresh.makeReady(null);
                fresh.putInPlace();
            }
        }
        assertThat(read("SELECT string_agg(id::text, ',') FROM thing")).isEqualTo("1");
    }

    private void restore(byte[] dump) throws Exception {
        try (DatabaseReplacement fresh = databases.replacementOf(
                "acme", dumps.manifest(new ByteArrayInputStream(dump)).schemaVersion())) {
            try (Connection connection = fresh.connect();
                    var statement = connection.createStatement()) {
                statement.execute(SCHEMA);
                dumps.load(connection, new ByteArrayInputStream(dump));
            }
            fresh.makeReady(null);
            fresh.putInPlace();
        }
    }

    private byte[] dump() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Connection connection = databases.connectAsOwnerOf("acme")) {
            dumps.write(connection, "acme", out);
        }
        return out.toByteArray();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = databases.connectAsOwnerOf("acme");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String read(String sql) throws SQLException {
        try (Connection connection = databases.connectAsOwnerOf("acme");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
