package io.joblane.weather.openweather;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Keeps an answer until the hour is over. Who asks for the same at the same time waits for the one who asked first and
 * gets the same answer, a failure too; a failure is then forgotten.
 */
final class OnceAnHour<T> {
    private final AsyncCache<Key, Answer<T>> kept;
    private final Clock clock;

    OnceAnHour(int most, Clock clock) {
        this.kept = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(Duration.ofHours(1))
                .buildAsync();
        this.clock = clock;
    }

    Answer<T> get(String what, Supplier<Answer<T>> question) {
        Key key = new Key(what, clock.instant().truncatedTo(ChronoUnit.HOURS));
        CompletableFuture<Answer<T>> mine = new CompletableFuture<>();
        CompletableFuture<Answer<T>> first = kept.asMap().putIfAbsent(key, mine);
        if (first != null) {
            return await(first);
        }
        try {
            Answer<T> answer = question.get();
            if (!answer.isLasting()) {
                kept.asMap().remove(key, mine);
            }
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static <T> T await(CompletableFuture<T> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw e;
        }
    }

    private record Key(String what, Instant hour) {}
}
