package io.joblane.database.embedded;

import io.joblane.database.DatabaseServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL unpacked from a Maven artifact into a folder. A server that outlived its application (kill -9) is found
 * through its pid file and attached to, on the port it has.
 */
public final class EmbeddedDatabaseServer implements DatabaseServer, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabaseServer.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(20);

    private final Path data;
    private final int port;

    private EmbeddedDatabaseServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** Starts the server, or attaches to the one that still runs on this folder. Takes about 5 s the first time. */
    public static EmbeddedDatabaseServer start(Path folder) {
        Path data = folder.resolve("data").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Optional<Postmaster> running = Postmaster.read(data).filter(Postmaster::accepts);
            if (running.isPresent()) {
                log.info(
                        "PostgreSQL still runs from before (pid {}), attached on port {}",
                        running.get().pid(),
                        running.get().port());
                return prepared(new EmbeddedDatabaseServer(data, running.get().port()));
            }
            if (!Files.exists(data.resolve("postgresql.conf"))) {
                log.info(
                        "First start: unpacking PostgreSQL into {} and creating its data folder, takes a few seconds",
                        folder);
            }
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            folder.resolve("program").toAbsolutePath().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    // The library starts its servers with -F (no fsync) for tests; what is committed here must be kept.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("jit", "off")
                    .setServerConfig("unix_socket_directories", "")
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return prepared(new EmbeddedDatabaseServer(data, started.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start in " + folder, e);
        }
    }

    private static EmbeddedDatabaseServer prepared(EmbeddedDatabaseServer server) {
        server.createRoles();
        return server;
    }

    private void createRoles() {
        String roles = """
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'joblane_owner') THEN
                    CREATE ROLE joblane_owner LOGIN CREATEDB BYPASSRLS;
                  END IF;
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'joblane_app') THEN
                    CREATE ROLE joblane_app LOGIN;
                  END IF;
                  -- A database that is restored is put in place of one that is in use.
                  GRANT pg_signal_backend TO joblane_owner;
                END $$
                """;
        try (Connection connection = DriverManager.getConnection(jdbcBase() + "postgres", "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(roles);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL refused to create its roles", e);
        }
    }

    @Override
    public String jdbcBase() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/";
    }

    @Override
    public Credentials owner() {
        return new Credentials("joblane_owner", "");
    }

    @Override
    public Credentials application() {
        return new Credentials("joblane_app", "");
    }

    @Override
    public String describe() {
        return "embedded, port " + port;
    }

    /** Stops the server and waits for it; the connections to it must be closed before. */
    @Override
    public void close() {
        Postmaster.read(data).flatMap(p -> ProcessHandle.of(p.pid())).ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                log.warn("PostgreSQL (pid {}) still runs; the next start attaches to it", process.pid());
            }
        });
    }

    /** What a running server says of itself in {@code postmaster.pid}: line 1 its pid, line 4 its port. */
    private record Postmaster(long pid, int port) {
        static Optional<Postmaster> read(Path data) {
            try {
                List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
                return Optional.of(new Postmaster(
                        Long.parseLong(lines.get(0).trim()),
                        Integer.parseInt(lines.get(3).trim())));
            } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
                // No server, or one that was killed while it wrote the file: PostgreSQL itself sorts that out at start.
                return Optional.empty();
            }
        }

        boolean accepts() {
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                return false;
            }
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&loginTimeout=5";
            try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
                return connection.isValid(5);
            } catch (SQLException e) {
                log.info(
                        "A process with PostgreSQL's old pid {} does not answer on port {}: {}",
                        pid,
                        port,
                        e.getMessage());
                return false;
            }
        }
    }
}
