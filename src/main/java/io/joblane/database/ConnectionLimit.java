package io.joblane.database;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The connections that all companies' pools may have open together. A pool that needs one where all are taken makes the
 * others give theirs up: first those that nobody uses, then, as each comes back, those of the pool that has most. Who waits
 * longest gets the next. It counts what is open at the server, so an idle connection counts too.
 */
final class ConnectionLimit {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(9);
    private static final long ASK_EVERY_MILLIS = 250;
    private static final Set<String> ENDS = Set.of("close", "abort");

    private final int limit;
    private final Semaphore free;
    private final Supplier<Collection<HikariDataSource>> pools;
    private final AtomicLong failures = new AtomicLong();

    ConnectionLimit(int limit, Supplier<Collection<HikariDataSource>> pools) {
        this.limit = limit;
        this.free = new Semaphore(limit, true);
        this.pools = pools;
    }

    int open() {
        return limit - free.availablePermits();
    }

    /** How often no connection could be had, because all were in use or the server refused. */
    long failures() {
        return failures.get();
    }

    /** {@code server} with the limit. */
    DataSource limited(DataSource server) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                take();
                try {
                    return counted(server.getConnection());
                } catch (SQLException | RuntimeException e) {
                    free.release();
                    failures.incrementAndGet();
                    throw e;
                }
            }

            @Override
            public Connection getConnection(String username, String password) {
                throw new UnsupportedOperationException("Connections are opened with the application's own login only");
            }
        };
    }

    /** {@code server} without the limit; its failures are counted all the same. */
    DataSource watched(DataSource server) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                try {
                    return server.getConnection();
                } catch (SQLException | RuntimeException e) {
                    failures.incrementAndGet();
                    throw e;
                }
            }

            @Override
            public Connection getConnection(String username, String password) {
                throw new UnsupportedOperationException("Connections are opened with the application's own login only");
            }
        };
    }

    private void take() throws SQLException {
        if (free.tryAcquire()) {
            return;
        }
        long until = System.nanoTime() + WAIT_NANOS;
        try {
            giveUpIdle();
            while (!free.tryAcquire(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > until) {
                    failures.incrementAndGet();
                    throw new SQLTransientConnectionException(
                            "All " + limit + " connections of this installation are in use");
                }
                giveUpIdle();
                pools.get().stream()
                        .max(Comparator.comparingInt(ConnectionLimit::total))
                        .ifPresent(ConnectionLimit::giveUp);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
        }
    }

    private void giveUpIdle() {
        pools.get().stream()
                .filter(pool -> !pool.isClosed() && pool.getHikariPoolMXBean().getIdleConnections() > 0)
                .forEach(ConnectionLimit::giveUp);
    }

    /** Closes what is idle in the pool now, and what is in use when it comes back. */
    private static void giveUp(HikariDataSource pool) {
        if (!pool.isClosed()) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private static int total(HikariDataSource pool) {
        return pool.isClosed() ? 0 : pool.getHikariPoolMXBean().getTotalConnections();
    }

    private Connection counted(Connection connection) {
        AtomicBoolean ended = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    } finally {
                        if (ENDS.contains(method.getName()) && ended.compareAndSet(false, true)) {
                            free.release();
                        }
                    }
                });
    }
}
