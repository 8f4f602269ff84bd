package io.joblane.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The real time plus what tests have added to it. The embedded engine and the application read the same one. It never goes back. */
public final class MovingClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not go back");
        }
        ahead.updateAndGet(before -> before.plus(by));
    }

    /** Goes to that moment; a moment that has passed already leaves the clock as it is. */
    public void advanceTo(Instant moment) {
        Duration missing = Duration.between(instant(), moment);
        if (!missing.isNegative()) {
            advance(missing);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Zones belong to companies");
    }
}
