package io.joblane.bench;

import io.joblane.booking.BookingStatus;
import io.joblane.testing.ApiClient;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** One booking after the other, each measured until its agent is assigned, then cancelled so that the agent is free again. */
final class Dispatches {
    private final BenchTest bench;
    private final String slug;
    private final ApiClient dispatcher;

    Dispatches(BenchTest bench, String slug) {
        this.bench = bench;
        this.slug = slug;
        this.dispatcher = new ApiClient(bench.port).login("dispatcher@" + slug + ".example", BenchTest.PASSWORD);
    }

    long[] nanos(int samples) {
        long[] nanos = new long[samples];
        for (int i = 0; i < samples; i++) {
            UUID booking = place();
            nanos[i] = assignedAfter(booking);
            cancel(booking);
        }
        return nanos;
    }

    UUID place() {
        ApiClient.Answer placed = dispatcher.post("/api/v1/bookings", Orders.body());
        if (placed.status() != 201) {
            throw new IllegalStateException(placed.text());
        }
        return UUID.fromString(placed.json().path("id").asString());
    }

    void cancel(UUID booking) {
        bench.in(slug, () -> bench.bookings.cancel(booking, "customer", "bench"));
    }

    /** Between the two entries of the trip log, which are written with the changes themselves. */
    private long assignedAfter(UUID booking) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (bench.in(slug, () -> bench.bookings.find(booking).orElseThrow().status()) != BookingStatus.ASSIGNED) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("No agent was assigned to " + booking + " in 20 s");
            }
            LockSupport.parkNanos(3_000_000);
        }
        return bench.in(
                slug, () -> bench.jdbc.sql("""
                        SELECT (extract(epoch FROM max(at) FILTER (WHERE new_status = 'assigned')
                            - max(at) FILTER (WHERE new_status = 'awaiting_assignment')) * 1e9)::bigint
                        FROM trip_log WHERE booking_id = ? AND type = 'status_change'
                        """).param(booking).query(Long.class).single());
    }
}
