package io.joblane.context;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The company (its slug) whose database this thread uses. Set by a request's filter, by a worker, or by the relay; never inherited. */
public final class CurrentCompany {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private CurrentCompany() {}

    public static Optional<String> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** @throws IllegalStateException where no company was set: a programming error, never the caller's. */
    public static String required() {
        return get().orElseThrow(() -> new IllegalStateException("No company is set for this thread"));
    }

    /** Runs {@code work} for {@code company} and puts back what was set before. */
    public static <T> T call(String company, Callable<T> work) throws Exception {
        String before = CURRENT.get();
        CURRENT.set(company);
        try {
            return work.call();
        } finally {
            restore(before);
        }
    }

    /** {@link #call} for work that throws nothing checked and returns nothing. */
    public static void run(String company, Runnable work) {
        String before = CURRENT.get();
        CURRENT.set(company);
        try {
            work.run();
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
