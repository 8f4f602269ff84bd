package io.joblane.context;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Where the current thread's work came from; {@link Origin#INSIDE} where nobody said. */
public final class CurrentOrigin {
    private static final ThreadLocal<@Nullable Origin> CURRENT = new ThreadLocal<>();

    private CurrentOrigin() {}

    public static Origin get() {
        Origin origin = CURRENT.get();
        return origin == null ? Origin.INSIDE : origin;
    }

    /** Runs {@code work} as what came from {@code origin} and puts back what was set before. */
    public static <T> T call(Origin origin, Callable<T> work) throws Exception {
        Origin before = CURRENT.get();
        CURRENT.set(origin);
        try {
            return work.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
