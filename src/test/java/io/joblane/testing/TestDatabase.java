package io.joblane.testing;

import io.joblane.database.DataFolder;
import io.joblane.database.DataFolderLockedException;
import io.joblane.database.DatabaseServer;
import io.joblane.database.Databases;
import io.joblane.database.embedded.EmbeddedDatabaseServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * One embedded PostgreSQL for all tests of this JVM, kept in {@code target/} so that the next run starts in a moment, and
 * fresh databases on it for whoever asks. JVMs that run at the same time take different folders.
 */
public final class TestDatabase {
    private static final int MOST_JVMS = 16;
    private static final AtomicInteger HANDED_OUT = new AtomicInteger();

    private TestDatabase() {}

    public static DatabaseServer server() {
        return Server.SHARED;
    }

    /** A fresh control database and one fresh database for each company, all migrated. Small pools; closing is optional. */
    public static Databases fresh(String... companies) {
        Databases databases = new Databases(server(), 20, nextPrefix());
        for (String company : companies) {
            databases.openCompany(company);
        }
        return databases;
    }

    /** A fresh, migrated database of a company, for a test that needs no more. */
    public static DataSource company() {
        return fresh("acme").company("acme");
    }

    /** The settings with which an application context uses fresh databases and a data folder of its own, and has {@link OpenLimits}. */
    public static Map<String, String> settings() {
        String prefix = nextPrefix();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.putAll(OpenLimits.SETTINGS);
        settings.put("joblane.database", "external");
        settings.put("joblane.database-prefix", prefix);
        // The contexts of a JVM share the server, which takes 100.
        settings.put("joblane.connections-total", "24");
        settings.put("joblane.postgres.url", server().jdbcBase());
        settings.put("joblane.postgres.owner-user", server().owner().user());
        settings.put("joblane.postgres.owner-password", server().owner().password());
        settings.put("joblane.postgres.app-user", server().application().user());
        settings.put("joblane.postgres.app-password", server().application().password());
        settings.put("joblane.secrets-key", "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzISE=");
        settings.put(
                "joblane.data",
                emptied(Server.folder.resolve("contexts").resolve(prefix)).toString());
        return settings;
    }

    /** {@link #settings()} for a {@code @DynamicPropertySource}. */
    public static void register(DynamicPropertyRegistry registry) {
        settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** The databases are fresh, so an engine's data from an earlier run would be a stranger's. */
    private static Path emptied(Path folder) {
        try {
            org.springframework.util.FileSystemUtils.deleteRecursively(folder);
            return folder;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String nextPrefix() {
        return "t" + HANDED_OUT.incrementAndGet() + "_";
    }

    private static final class Server {
        private static final Path TARGET = Path.of("target", "test-postgres");

        static final DataFolder lock = firstFree();
        static final Path folder = lock.path();
        static final EmbeddedDatabaseServer SHARED = start();

        private static DataFolder firstFree() {
            for (int slot = 1; ; slot++) {
                try {
                    return DataFolder.lock(TARGET.resolve(Integer.toString(slot)));
                } catch (DataFolderLockedException e) {
                    if (slot == MOST_JVMS) {
                        throw e;
                    }
                }
            }
        }

        private static EmbeddedDatabaseServer start() {
            EmbeddedDatabaseServer server = EmbeddedDatabaseServer.start(folder);
            asSuperuser(server, Server::dropWhatIsLeft);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-test-postgres"));
            return server;
        }

        /** Databases that an earlier run left behind. */
        private static void dropWhatIsLeft(Connection connection) throws SQLException {
            List<String> left = new ArrayList<>();
            try (var statement = connection.createStatement()) {
                try (var rows = statement.executeQuery(
                        "SELECT datname FROM pg_database WHERE datname <> 'postgres' AND NOT datistemplate")) {
                    while (rows.next()) {
                        left.add(rows.getString(1));
                    }
                }
                for (String database : left) {
                    statement.execute("DROP DATABASE \"" + database + "\" WITH (FORCE)");
                }
            }
        }

        /** PostgreSQL waits for its clients when it is asked to stop; those that are left are of no use any more. */
        private static void stop(EmbeddedDatabaseServer server) {
            asSuperuser(server, connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                            """);
                }
            });
            server.close();
        }

        private static void asSuperuser(DatabaseServer server, Statements statements) {
            try (Connection connection = DriverManager.getConnection(server.jdbcBase() + "postgres", "postgres", "")) {
                statements.run(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("The tests' PostgreSQL refused", e);
            }
        }

        private interface Statements {
            void run(Connection connection) throws SQLException;
        }
    }
}
