package io.joblane.engine.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs with the machine's and can be moved forward. */
final class MovableClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    void forward(Duration by) {
        ahead = ahead.plus(by);
    }
}
