package io.joblane.identity.live;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers what was read until it is told that it changed. While nobody would tell, it remembers nothing and reads each
 * time: it is then slower, never wrong.
 */
public final class LiveCache<T> {
    private static final int MANY = 20_000;

    private final Function<UUID, Optional<T>> source;
    private final BooleanSupplier isTold;
    private final Map<UUID, Optional<T>> entries = new ConcurrentHashMap<>();
    private long changes;

    LiveCache(Function<UUID, Optional<T>> source, BooleanSupplier isTold) {
        this.source = source;
        this.isTold = isTold;
    }

    public Optional<T> find(UUID id) {
        if (!isTold.getAsBoolean()) {
            return source.apply(id);
        }
        Optional<T> known = entries.get(id);
        if (known != null) {
            return known;
        }
        long before = changes();
        Optional<T> read = source.apply(id);
        keep(id, read, before);
        return read;
    }

    /** At once, on the replica on which the change is made; the others are told. In a transaction, once more after it. */
    public void forget(UUID id) {
        drop(id);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    drop(id);
                }
            });
        }
    }

    private synchronized void drop(UUID id) {
        changes++;
        entries.remove(id);
    }

    public synchronized void forgetAll() {
        changes++;
        entries.clear();
    }

    private synchronized long changes() {
        return changes;
    }

    /** What was read before a change may be older than it, so it is not kept. */
    private synchronized void keep(UUID id, Optional<T> read, long before) {
        if (changes == before) {
            if (entries.size() >= MANY) {
                entries.clear();
            }
            entries.put(id, read);
        }
    }
}
