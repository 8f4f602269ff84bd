package io.joblane.mobile.sync;

import java.time.Duration;

/** How long one request waits for the tasks that its own taps bring about. */
final class Patience {
    private static final Duration ALL = Duration.ofSeconds(20);
    private static final Duration FOR_ONE = Duration.ofSeconds(5);

    private final long until = System.nanoTime() + ALL.toNanos();

    /** Counts from now on. */
    Wait begin() {
        return new Wait(Math.min(until, System.nanoTime() + FOR_ONE.toNanos()));
    }

    record Wait(long until) {
        Duration left() {
            return Duration.ofNanos(until - System.nanoTime());
        }
    }
}
