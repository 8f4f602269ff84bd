package io.joblane.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.demo.bot.BotSettings;
import io.joblane.demo.bot.BotSettings.Phone;
import io.joblane.demo.bot.DemoBot;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * kill -9 of the whole application at random moments, those of its start included, while bookings run; then SIGTERM, which
 * must lose nothing either. More by name: {@code mvn test -Dtest=CrashTest -Dkills=20 -Dbookings=200}; the same moments again
 * with {@code -Dseed}.
 */
class CrashTest {
    private static final Logger log = LoggerFactory.getLogger(CrashTest.class);
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int BOOKINGS = Integer.getInteger("bookings", 60);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final Duration TO_THE_END = Duration.ofSeconds(60 + BOOKINGS);

    private final Random random = new Random(SEED);

    @Test
    void nothingAcknowledgedIsLostAndNothingHappensTwice() throws Exception {
        log.info("Crash test with seed {}: {} kills, {} bookings", SEED, KILLS, BOOKINGS);
        try (var application = new ForkedApplication(Path.of("target", "crash", "application"));
                var proxy = new RecordingProxy(application.port())) {
            application.start();
            long postgres = application.postgresPid();
            var customers = new Customers(application.port(), SEED);
            try (DemoBot phones = phones(proxy.address());
                    var threads = Executors.newSingleThreadExecutor()) {
                var ordering = CompletableFuture.runAsync(() -> order(customers), threads);
                for (int kill = 0; kill < KILLS; kill++) {
                    killAtSomeMoment(application, kill);
                }
                stopInOrder(application, postgres);
                application.start();
                ordering.join();
                finish(application, customers);
            }
            check(application, customers, proxy);
        }
    }

    private void order(Customers customers) {
        try {
            // Spread over all kills, so that bookings are young and old whenever one strikes.
            int pause = Math.max(20, KILLS * 3_000 / BOOKINGS);
            for (int i = 0; i < BOOKINGS; i++) {
                customers.order();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Every third kill strikes while the application starts. */
    private void killAtSomeMoment(ForkedApplication application, int kill) throws InterruptedException {
        Thread.sleep(500 + random.nextInt(3_500));
        application.kill();
        if (kill % 3 == 2) {
            application.begin();
            Thread.sleep(300 + random.nextInt(5_000));
            application.kill();
        }
        application.start();
    }

    private void stopInOrder(ForkedApplication application, long postgres) throws InterruptedException {
        assertThat(application.output()).contains("PostgreSQL still runs from before (pid " + postgres + ")");
        Thread.sleep(500 + random.nextInt(1_500));
        // 143 is what a JVM says after SIGTERM, however cleanly it went.
        assertThat(application.terminate(Duration.ofSeconds(25))).isIn(0, 143);
        assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive))
                .as("PostgreSQL stops with the application")
                .isEmpty();
    }

    private static void finish(ForkedApplication application, Customers customers)
            throws SQLException, InterruptedException {
        try (Connection database = application.database("joblane_demo_transfer")) {
            var findings = new Findings(database);
            long until = System.nanoTime() + TO_THE_END.toNanos();
            while (findings.unfinished(customers.orders()) > 0 || !findings.isQuiet()) {
                if (System.nanoTime() > until) {
                    // The checks say what is missing.
                    return;
                }
                Thread.sleep(100);
            }
        }
    }

    private static void check(ForkedApplication application, Customers customers, RecordingProxy proxy)
            throws SQLException {
        try (Connection database = application.database("joblane_demo_transfer")) {
            var findings = new Findings(database);
            long cancelled = customers.orders().stream()
                    .filter(order -> order.end().equals("cancelled"))
                    .count();
            log.info(
                    "{} bookings, {} of them cancelled, {} requests repeated, {} taps answered done",
                    customers.orders().size(),
                    cancelled,
                    customers.repeated(),
                    proxy.done().size());
            assertThat(customers.orders()).hasSize(BOOKINGS);
            findings.check(customers.orders(), proxy.done());
            assertThat(proxy.done()).hasSizeGreaterThan((int) (BOOKINGS - cancelled) * 3);
        }
    }

    private static DemoBot phones(URI server) {
        List<Phone> phones = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> new Phone(
                        "agent%02d@demo.example".formatted(n), "joblane-demo", 40.72 + n / 1000.0, -74 + n / 1000.0))
                .toList();
        return DemoBot.start(new BotSettings(
                server, phones, Duration.ofMillis(200), Duration.ofMillis(150), 5, Duration.ofMillis(100)));
    }
}
