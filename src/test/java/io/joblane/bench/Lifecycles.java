package io.joblane.bench;

import com.sun.management.OperatingSystemMXBean;
import io.joblane.demo.bot.BotSettings;
import io.joblane.demo.bot.BotSettings.Phone;
import io.joblane.demo.bot.DemoBot;
import io.joblane.testing.ApiClient;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bookings from placed to invoiced: so many under way all the time, counted while the pipe is full. */
final class Lifecycles {
    private Lifecycles() {}

    /**
     * @param perSecond how many ended in a second
     * @param cpuMillis what one of them cost this process in processor time, its clients and the engine included
     */
    record Rate(double perSecond, double cpuMillis) {}

    /** @param runAsCompany runs something in the company's name */
    static Rate invoiced(
            int seconds,
            String slug,
            int port,
            int agents,
            JdbcClient jdbc,
            Function<Callable<Long>, Long> runAsCompany) {
        ApiClient dispatcher = new ApiClient(port).login("dispatcher@" + slug + ".example", BenchTest.PASSWORD);
        List<Phone> phones = IntStream.rangeClosed(1, agents)
                .mapToObj(i -> new Phone(BenchTest.agentEmail(slug, i), BenchTest.PASSWORD, 40.75, -73.98))
                .toList();
        long before = invoices(jdbc, runAsCompany);
        // A phone answers at once and then waits to be called again.
        BotSettings atFullSpeed = new BotSettings(
                URI.create("http://127.0.0.1:" + port),
                phones,
                Duration.ofMillis(250),
                Duration.ZERO,
                0,
                Duration.ZERO);
        try (DemoBot bot = DemoBot.start(atFullSpeed)) {
            return rate(
                    seconds,
                    count -> {
                        ApiClient.Answer placed = dispatcher.post("/api/v1/bookings", Orders.body());
                        if (placed.status() != 201) {
                            throw new IllegalStateException(placed.text());
                        }
                    },
                    () -> invoices(jdbc, runAsCompany) - before);
        }
    }

    /** The invoices' gapless numbers count themselves, however many there are. */
    private static long invoices(JdbcClient jdbc, Function<Callable<Long>, Long> runAsCompany) {
        return runAsCompany.apply(
                () -> jdbc.sql("SELECT coalesce(sum(last), 0) FROM number_series WHERE series LIKE 'invoice-%'")
                        .query(Long.class)
                        .single());
    }

    /**
     * Keeps {@link Sizes#IN_FLIGHT} under way, measures once the pipe has turned over, and empties it at the end.
     */
    static Rate rate(int seconds, IntConsumer start, LongSupplier ended) {
        // Several callers at once: one that waits for each answer would measure its own patience.
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Throwable> faults = new CopyOnWriteArrayList<>();
            return measure(
                    seconds,
                    n -> callers.execute(() -> {
                        try {
                            start.accept(n);
                        } catch (RuntimeException e) {
                            faults.add(e);
                        }
                    }),
                    () -> {
                        if (!faults.isEmpty()) {
                            throw new IllegalStateException(faults.get(0));
                        }
                        return ended.getAsLong();
                    });
        }
    }

    private static Rate measure(int seconds, IntConsumer start, LongSupplier counter) {
        long patience = System.nanoTime() + (seconds + 120) * 1_000_000_000L;
        long started = 0;
        long atFrom = 0;
        long from = 0;
        long done = 0;
        long cpuFrom = 0;
        Rate rate = new Rate(0, 0);
        while (from == 0 || System.nanoTime() < from + seconds * 1_000_000_000L) {
            if (from == 0 && done >= Sizes.IN_FLIGHT) {
                atFrom = done;
                from = System.nanoTime();
                cpuFrom = cpuNanos();
            }
            for (; started - done < Sizes.IN_FLIGHT; started++) {
                start.accept((int) started);
            }
            LockSupport.parkNanos(100_000_000);
            long before = done;
            done = awaited(counter, started, patience);
            if (from > 0 && done > before) {
                // Up to the last one that ended: what was started together ends together, and a window that ends
                // between two such waves would count a part of one as nothing.
                double ended = done - atFrom;
                rate = new Rate(ended / ((System.nanoTime() - from) / 1e9), (cpuNanos() - cpuFrom) / 1e6 / ended);
            }
        }
        while (done < started) {
            LockSupport.parkNanos(20_000_000);
            done = awaited(counter, started, patience);
        }
        return rate;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long awaited(LongSupplier counter, long started, long patience) {
        long done = counter.getAsLong();
        if (System.nanoTime() > patience) {
            throw new IllegalStateException("Only " + done + " of " + started + " ended in time");
        }
        return done;
    }
}
