package io.joblane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fresh database beside a company's own, to be filled and then put in its place. Until {@link #putInPlace} the old one is
 * untouched; closing drops the fresh one, or the old one where it was replaced.
 */
public final class DatabaseReplacement implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseReplacement.class);

    private final Databases databases;
    private final String company;
    private final String current;
    private final String fresh;
    private final String retired;

    DatabaseReplacement(Databases databases, String company, String current, String fresh, String schemaVersion) {
        this.databases = databases;
        this.company = company;
        this.current = current;
        this.fresh = fresh;
        this.retired = fresh + "_old";
        drop(fresh);
        databases.create(fresh);
        databases.migrate(fresh, "company", schemaVersion);
    }

    /** To the fresh database, as its owner. */
    public Connection connect() throws SQLException {
        return databases.connectAsOwner(fresh);
    }

    /**
     * Ends every connection to the company's database and puts the fresh one in its place, both names in one transaction, then
     * brings it to the schema that the company works with.
     *
     * @param schemaTarget as of the company; null for the installation's own
     */
    public void putInPlace(@org.jspecify.annotations.Nullable String schemaTarget) throws SQLException {
        drop(retired);
        try (Connection connection = databases.connectAsOwner("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + quoted(current) + " ALLOW_CONNECTIONS false");
            try {
                endConnections(connection);
                connection.setAutoCommit(false);
                statement.execute("ALTER DATABASE " + quoted(current) + " RENAME TO " + quoted(retired));
                statement.execute("ALTER DATABASE " + quoted(fresh) + " RENAME TO " + quoted(current));
                connection.commit();
            } catch (SQLException e) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                statement.execute("ALTER DATABASE " + quoted(current) + " ALLOW_CONNECTIONS true");
                throw e;
            }
        }
        databases.forgetConnections(company);
        databases.migrateCompany(company, schemaTarget);
    }

    private void endConnections(Connection connection) throws SQLException {
        try (var end = connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
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
        try {
            drop(fresh);
            drop(retired);
        } catch (DatabaseUnreachableException e) {
            log.warn("A database that is no longer needed is left behind, the next restore drops it", e);
        }
    }
}
