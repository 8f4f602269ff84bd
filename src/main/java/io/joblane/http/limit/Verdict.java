package io.joblane.http.limit;

import java.time.Duration;

/**
 * What one limit said to one request.
 *
 * @param policy its name, e.g. {@code read-user}
 * @param quota requests in {@link #WINDOW}
 * @param remaining what may still be asked at once
 * @param reset until the whole quota is there again
 * @param pause until the next request is allowed; zero when this one was
 */
record Verdict(String policy, int quota, long remaining, Duration reset, Duration pause) {
    static final Duration WINDOW = Duration.ofMinutes(1);

    boolean allowed() {
        return pause.isZero();
    }

    /** A member of {@code RateLimit-Policy}, a list of structured fields. */
    String policyItem() {
        return "\"" + policy + "\";q=" + quota + ";w=" + WINDOW.toSeconds();
    }

    /** A member of {@code RateLimit}. */
    String stateItem() {
        return "\"" + policy + "\";r=" + remaining + ";t=" + seconds(reset);
    }

    /** Rounded up: whoever waits as long as we said is never refused again. */
    static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
