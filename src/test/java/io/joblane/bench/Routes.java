package io.joblane.bench;

import io.joblane.testing.ApiClient;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The main routes, each called by many users at once. */
final class Routes {
    private final Map<String, Supplier<ApiClient.Answer>> calls = new LinkedHashMap<>();

    Routes(BenchTest bench, String slug) {
        ApiClient dispatcher = new ApiClient(bench.port).login("dispatcher@" + slug + ".example", BenchTest.PASSWORD);
        ApiClient agent = new ApiClient(bench.port).login(BenchTest.agentEmail(slug, 1), BenchTest.PASSWORD);
        String booking = dispatcher
                .post("/api/v1/bookings", Orders.body())
                .json()
                .path("id")
                .asString();
        calls.put("GET bookings/{id}", () -> dispatcher.get("/api/v1/bookings/" + booking));
        calls.put("GET bookings/{id}/timeline", () -> dispatcher.get("/api/v1/bookings/" + booking + "/timeline"));
        calls.put("GET bookings?limit=20", () -> dispatcher.get("/api/v1/bookings?limit=20"));
        calls.put("GET bookings?status=", () -> dispatcher.get("/api/v1/bookings?status=assigned&limit=20"));
        calls.put("GET agents?limit=20", () -> dispatcher.get("/api/v1/agents?limit=20"));
        calls.put("GET invoices?limit=20", () -> dispatcher.get("/api/v1/invoices?limit=20"));
        calls.put("GET mobile/tasks", () -> agent.get("/api/v1/mobile/tasks"));
        calls.put("GET mobile/dashboard", () -> agent.get("/api/v1/mobile/dashboard"));
        calls.put(
                "POST mobile/location",
                () -> agent.post(
                        "/api/v1/mobile/location",
                        "{\"lat\": 40.75, \"lng\": -73.98, \"at\": \"" + java.time.Instant.now() + "\"}"));
        calls.put("POST bookings", () -> dispatcher.post("/api/v1/bookings", later()));
    }

    /** Beyond its dispatch window, so that what follows in the background does not count here. */
    private static String later() {
        return Orders.body()
                .replaceFirst(
                        "\"pickupAt\": \"[^\"]+\"",
                        "\"pickupAt\": \"" + java.time.Instant.now().plus(java.time.Duration.ofDays(30)) + "\"");
    }

    /** @return latencies in nanoseconds by route */
    Map<String, long[]> measure(int seconds) throws InterruptedException {
        Map<String, long[]> measured = new LinkedHashMap<>();
        for (var call : calls.entrySet()) {
            measured.put(call.getKey(), measure(call.getKey(), call.getValue(), seconds));
        }
        return measured;
    }

    private static long[] measure(String name, Supplier<ApiClient.Answer> call, int seconds)
            throws InterruptedException {
        long[] nanos = new long[2_000_000];
        AtomicInteger count = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        CountDownLatch users = new CountDownLatch(Sizes.USERS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Sizes.USERS; i++) {
                threads.execute(() -> {
                    try {
                        while (System.nanoTime() < until) {
                            long begun = System.nanoTime();
                            int status = call.get().status();
                            nanos[count.getAndIncrement()] = System.nanoTime() - begun;
                            if (status >= 300) {
                                wrong.incrementAndGet();
                            }
                        }
                    } finally {
                        users.countDown();
                    }
                });
            }
            users.await();
        }
        if (wrong.get() > 0) {
            throw new IllegalStateException(wrong + " of " + count + " calls of " + name + " failed");
        }
        return Arrays.copyOf(nanos, count.get());
    }
}
