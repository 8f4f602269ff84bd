package io.joblane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fresh database beside a company's own, to be filled, made ready and then put in its place. Until {@link #putInPlace} the
 * old one is untouched; after it the old one is kept under another name until {@link #dropRetired}. Closing drops the fresh
 * one where it was surely not put in place, and never the old one.
 */
public final class DatabaseReplacement implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseReplacement.class);

    private final Databases databases;
    private final String company;
    private final String current;
    private final String fresh;
    /** A name of its own for each, so that a repeat never drops what the first left. */
    private final String retired;

    private boolean ready;
    private boolean shutOut;
    private boolean exchanged;

    DatabaseReplacement(Databases databases, String company, String current, String fresh, String schemaVersion) {
        this.databases = databases;
        this.company = company;
        this.current = current;
        this.fresh = fresh;
        this.retired = retiredPrefix() + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        drop(fresh);
        databases.create(fresh);
        databases.migrate(fresh, schema(), schemaVersion);
    }

    /** To the fresh database, as its owner. */
    public Connection connect() throws SQLException {
        return databases.connectAsOwner(fresh);
    }

    /**
     * Brings the filled database to the schema that the company works with, and checks it.
     *
     * @param schemaTarget as of the company; null for the installation's own
     * @throws UnsafeDatabaseException where row-level security or the audit would not hold in it
     */
    public void makeReady(@Nullable String schemaTarget) {
        databases.makeReady(fresh, schema(), schemaTarget);
        ready = true;
    }

    /**
     * Ends the application's connections to the company's database, and lets no new ones in, until {@link #close} or for ever: what
     * the owner reads there from now on is the last that was written.
     */
    public void shutOut() throws SQLException {
        try (Connection connection = databases.connectAsOwner("postgres");
                Statement statement = connection.createStatement()) {
            if (Databases.exists(connection, current)) {
                shutOut = true;
                statement.execute("REVOKE CONNECT ON DATABASE " + quoted(current) + " FROM PUBLIC");
                endConnections(connection);
            }
        }
    }

    /**
     * Ends every connection to the company's database and puts the fresh one in its place, both names in one transaction. A
     * company whose database is missing gets the fresh one all the same.
     */
    public void putInPlace() throws SQLException {
        if (!ready) {
            throw new IllegalStateException("Only a database that was made ready may take the place of " + current);
        }
        try (Connection connection = databases.connectAsOwner("postgres");
                Statement statement = connection.createStatement()) {
            boolean hasOld = Databases.exists(connection, current);
            if (hasOld) {
                statement.execute("ALTER DATABASE " + quoted(current) + " ALLOW_CONNECTIONS false");
                endConnections(connection);
            }
            connection.setAutoCommit(false);
            if (hasOld) {
                statement.execute("ALTER DATABASE " + quoted(current) + " RENAME TO " + quoted(retired));
            }
            statement.execute("ALTER DATABASE " + quoted(fresh) + " RENAME TO " + quoted(current));
            // A commit whose answer is lost may have happened.
            exchanged = true;
            connection.commit();
        } catch (SQLException e) {
            exchanged = exchanged && !isSurelyAsBefore();
            if (!exchanged) {
                allowConnections(e);
            }
            throw e;
        }
        databases.forgetConnections(company);
    }

    /** Whether the fresh database is the company's now, or may be. */
    public boolean isExchanged() {
        return exchanged;
    }

    /** The name under which the database from before the exchange is kept. */
    public String retired() {
        return retired;
    }

    /** Drops what this and earlier replacements have left; for when the company works with the new one. */
    public void dropRetired() {
        try {
            retiredOnes().forEach(this::drop);
        } catch (SQLException | DatabaseUnreachableException e) {
            log.warn("A database that is no longer needed is left behind, the next restore drops it", e);
        }
    }

    private boolean isSurelyAsBefore() {
        try (Connection connection = databases.connectAsOwner("postgres")) {
            return Databases.exists(connection, fresh);
        } catch (SQLException e) {
            log.warn("Whether {} was replaced cannot be seen now", current, e);
            return false;
        }
    }

    private void allowConnections(SQLException cause) {
        try {
            databases.allowConnections(current);
        } catch (DatabaseUnreachableException e) {
            // The next opening of the company allows them.
            cause.addSuppressed(e);
        }
    }

    private List<String> retiredOnes() throws SQLException {
        try (Connection connection = databases.connectAsOwner("postgres");
                var query =
                        connection.prepareStatement("SELECT datname FROM pg_database WHERE starts_with(datname, ?)")) {
            query.setString(1, retiredPrefix());
            List<String> found = new ArrayList<>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }

    private String schema() {
        return company.equals(Databases.CONTROL) ? Databases.CONTROL : "company";
    }

    private String retiredPrefix() {
        return fresh + "_old";
    }

    private void endConnections(Connection connection) throws SQLException {
        try (var end = connection.prepareStatement("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                + " WHERE datname = ? AND usename IS NOT NULL")) {
            end.setString(1, current);
            end.executeQuery().close();
        }
    }

    private void drop(String database) {
        try (Connection connection = databases.connectAsOwner("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + quoted(database) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(databases.describe(), e);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        if (exchanged) {
            return;
        }
        try {
            if (shutOut) {
                databases.allowConnections(current);
            }
            drop(fresh);
        } catch (DatabaseUnreachableException e) {
            log.warn("A database that is no longer needed is left behind, the next restore drops it", e);
        }
    }
}
