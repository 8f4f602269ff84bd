package io.joblane.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.joblane.database.DatabaseServer.Credentials;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * All databases of this installation: {@code <prefix>control} and {@code <prefix><company>}, created and migrated when they
 * are opened, each with one small pool of its own that starts empty.
 */
public class Databases implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Databases.class);

    private final DatabaseServer server;
    private final int connections;
    private final String prefix;
    private final Map<String, HikariDataSource> companies = new ConcurrentHashMap<>();
    private final HikariDataSource control;

    /**
     * @param connections how many connections one company's pool may hold at most
     * @param prefix what the names of all databases begin with, so that several installations can share a server
     */
    public Databases(DatabaseServer server, int connections, String prefix) {
        this.server = server;
        this.connections = connections;
        if (!prefix.matches("[a-z][a-z0-9_]{0,20}")) {
            throw new IllegalArgumentException(
                    "joblane.database-prefix must be lower-case letters, digits and _, at most 21, not " + prefix);
        }
        this.prefix = prefix;
        this.control = open(prefix + "control", "control", Math.min(8, connections));
    }

    public DataSource control() {
        return control;
    }

    /** Creates and migrates the company's database where needed and opens its pool; a second call does nothing. */
    public void openCompany(String company) {
        companies.computeIfAbsent(company, slug -> open(databaseOf(slug), "company", connections));
    }

    /** @throws UnknownCompanyException for a company that was not opened */
    public DataSource company(String company) {
        DataSource found = companies.get(company);
        if (found == null) {
            throw new UnknownCompanyException(company);
        }
        return found;
    }

    /** Every open database by the name a person knows: "control" or the company's slug. */
    public Map<String, DataSource> all() {
        Map<String, DataSource> all = companies.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.TreeMap::new));
        all.put("control", control);
        return all;
    }

    public String describe() {
        return server.describe();
    }

    /** A connection to the control database beside its pool, for one that listens all the time; the caller closes it. */
    public Connection listen() throws SQLException {
        Credentials application = server.application();
        return DriverManager.getConnection(
                url(prefix + "control", "joblane-listen"), application.user(), application.password());
    }

    private String databaseOf(String company) {
        return prefix + company.replace('-', '_');
    }

    private HikariDataSource open(String database, String schema, int size) {
        createIfMissing(database);
        migrate(database, schema);
        checkSafety(database);
        HikariConfig config = new HikariConfig();
        config.setPoolName(database);
        config.setJdbcUrl(url(database, "joblane"));
        config.setUsername(server.application().user());
        config.setPassword(server.application().password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        // Nothing is fetched at construction: a pool of a company nobody uses holds no connection.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private void createIfMissing(String database) {
        Credentials owner = server.owner();
        try (Connection connection =
                        DriverManager.getConnection(url("postgres", "joblane-setup"), owner.user(), owner.password());
                var exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            exists.setString(1, database);
            if (!exists.executeQuery().next()) {
                log.info("Creating database {}", database);
                try (var create = connection.createStatement()) {
                    create.execute("CREATE DATABASE " + database);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(server.describe(), e);
        }
    }

    private void migrate(String database, String schema) {
        var dataSource = new DriverManagerDataSource(
                url(database, "joblane-migrate"),
                server.owner().user(),
                server.owner().password());
        var result = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + schema)
                .load()
                .migrate();
        if (result.migrationsExecuted > 0) {
            log.info(
                    "Migrated database {} to version {} ({} steps)",
                    database,
                    result.targetSchemaVersion,
                    result.migrationsExecuted);
        }
    }

    private void checkSafety(String database) {
        asOwner(database, connection -> {
            List<String> faults =
                    SafetyCheck.faults(connection, server.application().user());
            if (!faults.isEmpty()) {
                throw new UnsafeDatabaseException(database, faults.get(0));
            }
        });
    }

    /**
     * Runs statements that the application's own role may not: maintenance of what it must not touch.
     *
     * @param name "control" or a company's slug, as in {@link #all}
     */
    public void maintain(String name, OwnerWork work) {
        asOwner(databaseOf(name), work);
    }

    private void asOwner(String database, OwnerWork work) {
        Credentials owner = server.owner();
        try (Connection connection =
                DriverManager.getConnection(url(database, "joblane-owner"), owner.user(), owner.password())) {
            work.run(connection);
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(server.describe(), e);
        }
    }

    /** Work on a connection of the owner's, in auto-commit. */
    public interface OwnerWork {
        void run(Connection connection) throws SQLException;
    }

    private String url(String database, String application) {
        return server.jdbcBase() + database + "?ApplicationName=" + application
                + "&reWriteBatchedInserts=true&tcpKeepAlive=true";
    }

    @Override
    public void close() {
        companies.values().forEach(HikariDataSource::close);
        control.close();
    }
}
