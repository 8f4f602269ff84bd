package io.joblane.backup;

import io.joblane.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Who runs a backup or a restore holds its lock to the end, and loses it with its process: so a line of the ledger that says
 * "running" and whose lock is free was abandoned. All locks of this process are session locks of one connection to the
 * control database, which is open only while there are any.
 */
@Component
class RunLocks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunLocks.class);
    private static final int ANSWER_SECONDS = 5;

    private final Databases databases;
    private final Set<String> names = new HashSet<>();
    private @Nullable Connection connection;

    RunLocks(Databases databases) {
        this.databases = databases;
    }

    /** @return empty where this or another process holds it */
    synchronized Optional<Held> tryTake(String kind, String company) {
        String name = kind + ':' + company;
        if (names.contains(name)) {
            return Optional.empty();
        }
        try {
            Connection session = session();
            if (!ask(session, "SELECT pg_try_advisory_lock(hashtextextended(?, 0))", name)) {
                closeUnused();
                return Optional.empty();
            }
            names.add(name);
            return Optional.of(new Held(name, session));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The control database does not answer", e);
        }
    }

    private Connection session() throws SQLException {
        Connection session = connection;
        if (session == null || !session.isValid(ANSWER_SECONDS)) {
            closeQuietly(session);
            session = databases.listen();
            connection = session;
        }
        return session;
    }

    private static boolean ask(Connection session, String sql, String name) throws SQLException {
        try (var query = session.prepareStatement(sql)) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void closeUnused() {
        if (names.isEmpty()) {
            closeQuietly(connection);
            connection = null;
        }
    }

    private static void closeQuietly(@Nullable Connection session) {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                log.debug("A connection that is given up does not close", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closeQuietly(connection);
        connection = null;
    }

    /** A lock until it is closed. */
    final class Held implements AutoCloseable {
        private final String name;
        private final Connection session;

        private Held(String name, Connection session) {
            this.name = name;
            this.session = session;
        }

        /** @throws IllegalStateException where it was lost, so that another may have begun */
        void require() {
            synchronized (RunLocks.this) {
                try {
                    if (session == connection && session.isValid(ANSWER_SECONDS)) {
                        return;
                    }
                } catch (SQLException e) {
                    throw new DataAccessResourceFailureException("The control database does not answer", e);
                }
                throw new IllegalStateException("The connection that holds the lock " + name + " was lost");
            }
        }

        @Override
        public void close() {
            synchronized (RunLocks.this) {
                if (!names.remove(name)) {
                    return;
                }
                try {
                    if (session == connection) {
                        ask(session, "SELECT pg_advisory_unlock(hashtextextended(?, 0))", name);
                    }
                } catch (SQLException e) {
                    log.warn("The lock {} ended with its connection", name);
                }
                closeUnused();
            }
        }
    }
}
