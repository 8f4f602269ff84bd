package io.joblane.database;

import io.joblane.shared.CannotStartException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Whether all replicas together fit into PostgreSQL.
 *
 * @param total connections of all companies' pools of all replicas
 * @param replicas how many processes share the server
 */
record ConnectionBudget(int total, int replicas) {
    /** Each replica's besides: the control database (8), migrations (4), backups (2), one that listens. */
    private static final int BESIDE = 15;

    ConnectionBudget {
        if (replicas < 1 || total < replicas) {
            throw new TooFewConnectionsException("JOBLANE_REPLICAS must be at least 1, and JOBLANE_CONNECTIONSTOTAL at"
                    + " least as many, not " + replicas + " and " + total + ".");
        }
    }

    /** What one replica's companies may have open together. */
    int share() {
        return total / replicas;
    }

    /** What all replicas together may have open. */
    private int needed() {
        return replicas * (share() + BESIDE);
    }

    /** @throws TooFewConnectionsException where the server takes fewer than all replicas may open */
    void requireFits(DatabaseServer server) {
        requireFits(accepted(server));
    }

    /** @param accepted how many the server takes from roles that are no superusers */
    void requireFits(int accepted) {
        if (needed() <= accepted) {
            return;
        }
        int fits = accepted - replicas * BESIDE;
        String lower = fits >= replicas
                ? "Set JOBLANE_CONNECTIONSTOTAL to at most " + fits + ", or raise"
                : "Run fewer replicas, or raise";
        throw new TooFewConnectionsException("PostgreSQL takes " + accepted + " connections, and " + replicas
                + " replica(s) with JOBLANE_CONNECTIONSTOTAL=" + total + " may open " + needed() + ". " + lower
                + " max_connections of the server.");
    }

    private static int accepted(DatabaseServer server) {
        try (Connection connection = DriverManager.getConnection(
                        server.jdbcBase() + "postgres",
                        server.owner().user(),
                        server.owner().password());
                var query = connection.createStatement();
                var row = query.executeQuery("""
                        SELECT current_setting('max_connections')::int
                            - current_setting('superuser_reserved_connections')::int
                            - coalesce(nullif(current_setting('reserved_connections', true), '')::int, 0)
                        """)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(server.describe(), e);
        }
    }

    /** The settings do not fit the server. */
    static final class TooFewConnectionsException extends CannotStartException {
        private static final long serialVersionUID = 1L;

        TooFewConnectionsException(String message) {
            super(message);
        }
    }
}
