package io.joblane.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The application as a newcomer starts it - PostgreSQL and engine embedded, demo data -, in a JVM of its own, on a data
 * folder and a port of its own. Only the phones are left to the test. Closing it stops PostgreSQL too.
 */
final class ForkedApplication implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Path home;
    private final int port;
    private final List<String> settings = new ArrayList<>();
    private @Nullable Process process;

    /**
     * @param home emptied, then filled with the data folder and the application's log
     * @param settings of the application, beside the usual, e.g. {@code --joblane.demo=false}
     */
    ForkedApplication(Path home, String... settings) {
        this.home = home.toAbsolutePath();
        this.settings.addAll(List.of(settings));
        this.port = freePort();
        try {
            org.springframework.util.FileSystemUtils.deleteRecursively(this.home);
            Files.createDirectories(this.home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setting of the next start. */
    void set(String setting) {
        settings.add(setting);
    }

    int port() {
        return port;
    }

    Path data() {
        return home.resolve("data");
    }

    /** Returns at once; {@link #awaitReady} waits. */
    Process begin() {
        return beginWith("");
    }

    /** @param extra an entry of the class path beside the application's own, or nothing */
    Process beginWith(String extra) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                extra.isEmpty() ? classPath() : classPath() + File.pathSeparator + extra,
                "io.joblane.Joblane",
                "--server.port=" + port,
                "--joblane.data=" + data(),
                "--joblane.demo.bot=false"));
        command.addAll(settings);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("output").toFile()))
                    .start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the application is made of, without the tests, whose configuration it would find. */
    static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.replaceAll("[/\\\\]$", "").endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    void start() throws InterruptedException {
        begin();
        awaitReady();
    }

    void awaitReady() throws InterruptedException {
        long until = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isUp()) {
            if (!running().isAlive() || System.nanoTime() > until) {
                throw new AssertionError("The application did not become ready:\n" + output());
            }
            Thread.sleep(50);
        }
    }

    boolean isUp() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** kill -9. PostgreSQL runs on. */
    void kill() throws InterruptedException {
        running().destroyForcibly();
        if (!running().waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("kill -9 did not end the application");
        }
    }

    /** SIGTERM. @return the exit code */
    int terminate(Duration patience) throws InterruptedException {
        running().destroy();
        if (!running().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The application still runs " + patience + " after SIGTERM:\n" + output());
        }
        return running().exitValue();
    }

    /** @return the exit code of a start that cannot succeed */
    int awaitExit(Duration patience) throws InterruptedException {
        if (!running().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The application still runs after " + patience + ":\n" + output());
        }
        return running().exitValue();
    }

    Process running() {
        if (process == null) {
            throw new IllegalStateException("Not started");
        }
        return process;
    }

    void forgetOutput() {
        try {
            Files.deleteIfExists(home.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything the application has logged, all starts together. */
    String output() {
        try {
            return Files.readString(home.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its PostgreSQL, without a database. */
    String jdbcBase() {
        return "jdbc:postgresql://127.0.0.1:" + postmaster(3) + "/";
    }

    Connection database(String name) throws SQLException {
        return DriverManager.getConnection(jdbcBase() + name, "postgres", "");
    }

    /** The pid of PostgreSQL. */
    long postgresPid() {
        return postmaster(0);
    }

    private long postmaster(int line) {
        try {
            var file = data().resolve("postgres/data/postmaster.pid");
            return Long.parseLong(Files.readAllLines(file).get(line).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        if (Files.exists(data().resolve("postgres/data/postmaster.pid"))) {
            ProcessHandle.of(postgresPid()).ifPresent(ForkedApplication::stopPostgres);
        }
    }

    private static void stopPostgres(ProcessHandle postgres) {
        try {
            // SIGINT: PostgreSQL's fast shutdown; it waits for no client.
            new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            postgres.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postgres.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
