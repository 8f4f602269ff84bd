package io.joblane.shared;

import java.time.Instant;

/** A stretch of time: {@code from} belongs to it, {@code to} does not. Never empty. */
public record TimeWindow(Instant from, Instant to) {
    public TimeWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A time window ends after it begins: " + from + " .. " + to);
        }
    }

    /** PostgreSQL's text form of a {@code tstzrange}. */
    public String toRange() {
        return "[" + from + "," + to + ")";
    }
}
