package io.joblane.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.Databases;
import io.joblane.filestore.FolderStore;
import io.joblane.filestore.S3Settings;
import io.joblane.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The control database is put back at a start, once, and only while nobody else uses it. */
class ControlRestoreTests {
    private static final BackupKey KEY = BackupKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private static final String PERSON =
            "INSERT INTO app_user (id, email, name) VALUES (gen_random_uuid(), '%s@x.example', '%s')";

    private final Databases databases = TestDatabase.fresh("acme");
    private final DatabaseDump dumps = new DatabaseDump(new JsonMapper());

    @TempDir
    private Path folder;

    @BeforeEach
    void backUp() throws Exception {
        execute("INSERT INTO company (slug, name, time_zone, currency, locale, country, database_made)"
                + " VALUES ('acme', 'Acme', 'UTC', 'USD', 'en-US', 'US', true)");
        execute(PERSON.formatted("early", "Early"));
        execute("INSERT INTO login_session (id, user_id, created_at, refreshed_at, expires_at)"
                + " SELECT gen_random_uuid(), id, now(), now(), now() + interval '1 day' FROM app_user");
        write("first");
        execute(PERSON.formatted("late", "Late"));
    }

    @AfterEach
    void close() {
        databases.close();
    }

    @Test
    void whatWasThenIsThereAgainAndNobodyIsLoggedIn() throws Exception {
        restore("first");

        assertThat(read("SELECT string_agg(name, ',') FROM app_user")).isEqualTo("Early");
        assertThat(read("SELECT count(*)::text FROM login_session WHERE ended_at IS NULL"))
                .isEqualTo("0");
        // Who was there in between is still in the trail, and so is the restore.
        assertThat(
                        read(
                                "SELECT count(*)::text FROM audit_entry WHERE entity = 'app_user' AND changes::text LIKE '%Late%'"))
                .isEqualTo("1");
        assertThat(read("SELECT changes #>> '{restored_from,after}' FROM audit_entry WHERE changes ? 'restored_from'"))
                .isEqualTo("first");
        assertThat(all("SELECT datname FROM pg_database WHERE datname LIKE '%\\_old%'"))
                .isNotEmpty();
    }

    @Test
    void theSameSettingAtTheNextStartDoesNothing() throws Exception {
        restore("first");
        execute(PERSON.formatted("next", "Next"));

        restore("first");

        assertThat(read("SELECT string_agg(name, ',' ORDER BY name) FROM app_user"))
                .isEqualTo("Early,Next");
    }

    @Test
    void whileAnotherReplicaUsesItItIsRefused() throws Exception {
        try (Connection other = databases.listen()) {
            assertThat(other.isValid(1)).isTrue();
            assertThatThrownBy(() -> restore("first"))
                    .isInstanceOf(ControlRestore.ControlRestoreException.class)
                    .hasMessageContaining("stop every replica");
        }
        assertThat(read("SELECT count(*)::text FROM app_user")).isEqualTo("2");
    }

    @Test
    void aFileThatIsMissingDamagedOrOfACompanyChangesNothing() throws Exception {
        Path file = folder.resolve("control/first.jlb");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("control/damaged.jlb"), bytes);
        write("company", "acme");
        for (String name : new String[] {"missing", "damaged", "company"}) {
            assertThatThrownBy(() -> restore(name))
                    .as(name)
                    .isInstanceOf(ControlRestore.ControlRestoreException.class)
                    .hasMessageContaining("It is as it was");
        }
        assertThat(read("SELECT count(*)::text FROM app_user")).isEqualTo("2");
    }

    @Test
    void anAccountThatWasErasedSinceIsToBeErasedAgain() throws Exception {
        databases.maintain("acme", owner -> {
            try (var statement = owner.createStatement()) {
                statement.execute(
                        "INSERT INTO erasure (id, entity, entity_id, user_id, reason, erased, account, at, by, open)"
                                + " VALUES (gen_random_uuid(), 'user', gen_random_uuid(), gen_random_uuid(), 'r', '[]', 'erased', now(), 'x', false)");
            }
        });
        restore("first");

        String[] open = new String[1];
        databases.maintain("acme", owner -> open[0] = read(owner, "SELECT count(*)::text FROM erasure WHERE open"));
        assertThat(open[0]).isEqualTo("1");
    }

    private void restore(String backup) {
        new ControlRestore(
                        new BackupSettings(
                                "",
                                "",
                                3,
                                2,
                                Duration.ofHours(26),
                                backup,
                                new S3Settings("", URI.create("http://localhost"), "", "", "")),
                        new FolderStore(folder),
                        new BackupConfiguration.BackupKeys(Optional.of(KEY)),
                        dumps,
                        Clock.systemUTC())
                .run(databases);
    }

    private void write(String name) throws Exception {
        write(name, Backups.CONTROL);
    }

    private void write(String name, String of) throws IOException, SQLException {
        Path file = folder.resolve("control").resolve(name + ".jlb");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream encrypted = EncryptedFile.write(out, KEY);
                Connection connection = databases.connectAsOwnerOf(of)) {
            dumps.write(connection, of, encrypted);
        }
    }

    private void execute(String sql) {
        databases.maintain(Backups.CONTROL, owner -> {
            try (var statement = owner.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private String read(String sql) {
        String[] found = new String[1];
        databases.maintain(Backups.CONTROL, owner -> found[0] = read(owner, sql));
        return found[0];
    }

    private String all(String sql) {
        return read("SELECT coalesce(string_agg(datname, ','), '') FROM (" + sql + ") d");
    }

    private static String read(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
