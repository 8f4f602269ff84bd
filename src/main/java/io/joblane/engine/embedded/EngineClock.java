package io.joblane.engine.embedded;

import io.camunda.zeebe.scheduler.clock.ActorClock;
import java.time.InstantSource;

/** The engine's time, read from the source the settings name. Shared by all actor threads. */
final class EngineClock implements ActorClock {
    private final InstantSource source;
    private volatile long millis;

    EngineClock(InstantSource source) {
        this.source = source;
        this.millis = source.millis();
    }

    @Override
    public boolean update() {
        millis = source.millis();
        // always true: a thread that does not look at its timers now would not see a clock that jumped
        return true;
    }

    @Override
    public long getTimeMillis() {
        return millis;
    }

    @Override
    public long millis() {
        return source.millis();
    }

    @Override
    public long getNanosSinceLastMillisecond() {
        return 0;
    }

    @Override
    public long getNanoTime() {
        return System.nanoTime();
    }
}
