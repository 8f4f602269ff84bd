package io.joblane.identity.live;

import io.joblane.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears from PostgreSQL (LISTEN) what changed about people, sessions and keys, whoever changed it, and lets the caches
 * forget it. It holds one connection of its own and proves once a second that it would hear, by a message to itself. A
 * proof that is older than {@link #TRUST} is none; until the next one, nothing is cached.
 */
@Component
public class AccessFeed implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(AccessFeed.class);
    private static final String CHANNEL = "joblane_access";
    private static final String BEAT = "beat";
    /** How long a heartbeat is believed, and so the longest time for which a cut line can hide a change. */
    private static final Duration TRUST = Duration.ofSeconds(3);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Databases databases;
    private final String name = UUID.randomUUID().toString();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** {@link System#nanoTime} before which every change is known here; 0 while there is no connection. */
    private volatile long knownUpTo;

    private volatile boolean connected;
    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;

    AccessFeed(Databases databases) {
        this.databases = databases;
    }

    /** What a message is about: the first word of it. */
    public enum Topic {
        USER,
        SESSION,
        COMPANY,
        KEY
    }

    private interface Listener {
        /** @param id null for everything */
        void changed(Topic topic, @Nullable String id);
    }

    /** A cache whose entries go when a message of the topic names them. */
    public <T> LiveCache<T> cache(Topic topic, Function<UUID, Optional<T>> source) {
        LiveCache<T> cache = new LiveCache<>(source, this::isCurrent);
        listeners.add((changed, id) -> {
            // A company's name and existence are part of each of its people.
            if (id == null || (changed == Topic.COMPANY && topic == Topic.USER)) {
                cache.forgetAll();
            } else if (changed == topic) {
                cache.forget(UUID.fromString(id));
            }
        });
        return cache;
    }

    /** Runs {@code action} when something of the topic changed, or may have changed unheard. */
    public void on(Topic topic, Runnable action) {
        listeners.add((changed, id) -> {
            if (changed == topic) {
                action.run();
            }
        });
    }

    /** Whether every change up to a moment ago has been heard. */
    boolean isCurrent() {
        return connected && System.nanoTime() - knownUpTo < TRUST.toNanos();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("access-feed").daemon().start(this::run);
    }

    private void run() {
        boolean complained = false;
        while (isRunning()) {
            try (Connection own = databases.listen()) {
                complained = false;
                connection = own;
                own.setNetworkTimeout(Runnable::run, (int) TRUST.toMillis());
                hear(own);
            } catch (SQLException | RuntimeException e) {
                if (isRunning() && !complained) {
                    log.warn(
                            "People and sessions are read anew for each request until the control database answers: {}",
                            e.getMessage());
                    complained = true;
                }
            } finally {
                connected = false;
                connection = null;
            }
            pause();
        }
    }

    private void hear(Connection own) throws SQLException {
        PGConnection postgres = own.unwrap(PGConnection.class);
        execute(own, "LISTEN " + CHANNEL);
        for (Topic topic : Topic.values()) {
            tell(topic, null);
        }
        long nextBeat = System.nanoTime();
        while (isRunning()) {
            long now = System.nanoTime();
            if (now - nextBeat >= 0) {
                execute(own, "SELECT pg_notify('" + CHANNEL + "', '" + BEAT + ' ' + name + ' ' + now + "')");
                nextBeat = now + HEARTBEAT.toNanos();
            }
            // Returns as soon as there is one.
            long wait = Duration.ofNanos(nextBeat - System.nanoTime()).toMillis();
            tell(postgres.getNotifications((int) Math.max(1, wait)));
        }
    }

    private static void execute(Connection own, String sql) throws SQLException {
        try (var statement = own.createStatement()) {
            statement.execute(sql);
        }
    }

    private void tell(PGNotification @Nullable [] notifications) {
        if (notifications == null) {
            return;
        }
        for (PGNotification notification : notifications) {
            String[] words = notification.getParameter().split(" ", 2);
            if (words[0].equals(BEAT)) {
                beat(words[1]);
                continue;
            }
            Topic topic = Topic.valueOf(words[0].toUpperCase(java.util.Locale.ROOT));
            tell(topic, words.length == 2 ? words[1] : null);
        }
    }

    /** They arrive in the order in which they were committed: with our own beat, everything before it has arrived. */
    private void beat(String text) {
        if (text.startsWith(name + ' ')) {
            knownUpTo = Long.parseLong(text.substring(name.length() + 1));
            connected = true;
        }
    }

    private void tell(Topic topic, @Nullable String id) {
        for (Listener listener : listeners) {
            try {
                listener.changed(topic, id);
            } catch (RuntimeException e) {
                log.warn("A change of {} {} could not be taken over", topic, id, e);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        connected = false;
        Connection open = connection;
        if (open != null) {
            abort(open, Runnable::run);
        }
        Thread listening = thread;
        if (listening != null) {
            listening.interrupt();
        }
    }

    /** The listening thread sits in a read that only this ends. */
    private static void abort(Connection open, Executor executor) {
        try {
            open.abort(executor);
        } catch (SQLException e) {
            log.debug("The listening connection was gone already", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything asks. */
    @Override
    public int getPhase() {
        return -300;
    }
}
