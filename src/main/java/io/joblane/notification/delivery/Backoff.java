package io.joblane.notification.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a message is tried again. */
final class Backoff {
    /** About two hours, after which the provider has been away for too long. */
    static final int ATTEMPTS = 12;

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private Backoff() {}

    /** Two seconds after the first attempt, doubled each time, 20 minutes at most; longer where the provider asks for it. */
    static Duration after(int attempts, @Nullable Duration asked) {
        Duration own = FIRST.multipliedBy(1L << Math.min(10, Math.max(0, attempts - 1)));
        Duration wait = own.compareTo(LONGEST) > 0 ? LONGEST : own;
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }
}
