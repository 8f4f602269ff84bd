package io.joblane.weather.openweather;

import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of one question. */
sealed interface Answer<T> {
    record Found<T>(T value) implements Answer<T> {}

    record Missing<T>(Unavailable why) implements Answer<T> {}

    static <T> Answer<T> missing(Reason reason) {
        return new Missing<>(new Unavailable(reason));
    }

    static <T> Answer<T> missing(Reason reason, @Nullable Duration retryAfter) {
        return new Missing<>(new Unavailable(reason, retryAfter));
    }

    /** Whether it stays the same however often it is asked for. */
    default boolean isLasting() {
        return either(found -> true, why -> why.reason() == Reason.PLACE_UNKNOWN);
    }

    default <R> R either(Function<T, R> found, Function<Unavailable, R> missing) {
        return switch (this) {
            case Found<T> answer -> found.apply(answer.value());
            case Missing<T> answer -> missing.apply(answer.why());
        };
    }
}
