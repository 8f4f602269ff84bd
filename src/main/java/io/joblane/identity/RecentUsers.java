package io.joblane.identity;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps each user for a few seconds, so that a request costs no query and a role that was taken away acts soon, on other
 * replicas too. Measured in real time: it is about load, not about the business's clock.
 */
final class RecentUsers {
    private static final long LIFE = Duration.ofSeconds(5).toNanos();
    private static final int MANY = 10_000;

    private final Function<UUID, Optional<User>> source;
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    RecentUsers(Function<UUID, Optional<User>> source) {
        this.source = source;
    }

    Optional<User> find(UUID id) {
        Entry entry = entries.get(id);
        if (entry != null && entry.isFresh()) {
            return entry.user();
        }
        Entry read = new Entry(source.apply(id), System.nanoTime());
        if (entries.size() >= MANY) {
            entries.values().removeIf(old -> !old.isFresh());
        }
        entries.put(id, read);
        return read.user();
    }

    void forget(UUID id) {
        entries.remove(id);
    }

    void forgetAll() {
        entries.clear();
    }

    private record Entry(Optional<User> user, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < LIFE;
        }
    }
}
