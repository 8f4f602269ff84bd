package io.joblane.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.joblane.database.DatabaseServer.Credentials;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * All databases of this installation: {@code <prefix>control} and {@code <prefix><company>}, created and migrated when they
 * are opened, each with one small pool of its own that starts empty. All companies' pools together stay under one limit.
 */
public class Databases implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Databases.class);
    static final String CONTROL = "control";
    private static final String LATEST = "latest";

    private final DatabaseServer server;
    private final DatabaseLimits limits;
    private final String prefix;
    private final String migrations;
    private final Map<String, HikariDataSource> companies = new ConcurrentHashMap<>();
    private final Map<String, Object> opening = new ConcurrentHashMap<>();
    private final ConnectionLimit limit;
    private final HikariDataSource control;

    /** As many connections over all companies as for {@link DatabaseLimits#of}. */
    public Databases(DatabaseServer server, int connections, String prefix) {
        this(server, DatabaseLimits.of(connections), prefix, "classpath:db/migration/");
    }

    /**
     * @param prefix what the names of all databases begin with, so that several installations can share a server
     * @param migrations the folder with the folders {@code control} and {@code company}
     */
    Databases(DatabaseServer server, DatabaseLimits limits, String prefix, String migrations) {
        this.server = server;
        this.limits = limits;
        this.migrations = migrations;
        if (!prefix.matches("[a-z][a-z0-9_]{0,20}")) {
            throw new IllegalArgumentException(
                    "joblane.database-prefix must be lower-case letters, digits and _, at most 21, not " + prefix);
        }
        this.prefix = prefix;
        this.limit = new ConnectionLimit(limits.total(), companies::values);
        String database = prefix + CONTROL;
        createAndMigrate(database, CONTROL, LATEST);
        // Beside the limit: who waits for a company's connection must never hold up who could end the wait.
        this.control = pool(database, Math.min(8, limits.perCompany()), limit.watched(server(database)));
    }

    public DataSource control() {
        return control;
    }

    /** {@link #openCompany(String, String)} at the installation's own schema version. */
    public void openCompany(String company) {
        openCompany(company, null);
    }

    /**
     * Creates and migrates the company's database where needed and opens its pool; a second call does nothing.
     *
     * @param schemaTarget a version, {@code latest}, or null for the installation's own
     */
    public void openCompany(String company, @Nullable String schemaTarget) {
        open(company, schemaTarget, true);
    }

    /**
     * {@link #openCompany(String, String)} for a company that had a database: an empty one in its stead would hide the loss.
     *
     * @throws MissingDatabaseException where it is gone
     */
    public void openExisting(String company, @Nullable String schemaTarget) {
        open(company, schemaTarget, false);
    }

    private void open(String company, @Nullable String schemaTarget, boolean mayCreate) {
        // Migrating takes long, and the map's own lock would hold up other companies.
        synchronized (opening.computeIfAbsent(company, slug -> new Object())) {
            if (companies.containsKey(company)) {
                return;
            }
            String database = databaseOf(company);
            if (mayCreate) {
                create(database);
            } else if (!exists(database)) {
                throw new MissingDatabaseException(database);
            }
            allowConnections(database);
            makeReady(database, "company", schemaTarget);
            companies.put(company, pool(database, limits.perCompany(), limit.limited(server(database))));
        }
    }

    /** Brings the company's database to that schema version, forwards only. */
    public void migrateCompany(String company, @Nullable String schemaTarget) {
        makeReady(databaseOf(company), "company", schemaTarget);
    }

    /** Migrates a database and checks that it is safe to work with. */
    void makeReady(String database, String schema, @Nullable String schemaTarget) {
        migrate(database, schema, target(schemaTarget));
        checkSafety(database);
    }

    /** Also where a restore was killed between closing the database and replacing it. */
    void allowConnections(String database) {
        asOwner("postgres", connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("ALTER DATABASE \"" + database + "\" ALLOW_CONNECTIONS true");
                statement.execute("GRANT CONNECT ON DATABASE \"" + database + "\" TO PUBLIC");
            }
        });
    }

    /**
     * To a database as its owner, whom row-level security does not bind: for backups.
     *
     * @param company "control" or a company's slug
     */
    public Connection connectAsOwnerOf(String company) throws SQLException {
        return connectAsOwner(databaseOf(company));
    }

    /**
     * Makes a fresh database at that schema version, to be filled and put in place of the company's own.
     *
     * @param company "control" or a company's slug
     */
    public DatabaseReplacement replacementOf(String company, String schemaVersion) {
        String fresh = prefix + "new_"
                + Long.toHexString(UUID.nameUUIDFromBytes(company.getBytes(StandardCharsets.UTF_8))
                        .getMostSignificantBits());
        return new DatabaseReplacement(this, company, databaseOf(company), fresh, schemaVersion);
    }

    /** How many connections the companies' pools have open at the server now. */
    public int openConnections() {
        return limit.open();
    }

    /** How often no connection could be had since the start. */
    public long connectionFailures() {
        return limit.failures();
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
        all.put(CONTROL, control);
        return all;
    }

    public String describe() {
        return server.describe();
    }

    /** A connection to the control database beside its pool, for one that listens all the time; the caller closes it. */
    public Connection listen() throws SQLException {
        Credentials application = server.application();
        return DriverManager.getConnection(
                url(prefix + CONTROL, "joblane-listen"), application.user(), application.password());
    }

    private String databaseOf(String company) {
        return prefix + company.replace('-', '_');
    }

    private void createAndMigrate(String database, String schema, String target) {
        create(database);
        migrate(database, schema, target);
        checkSafety(database);
    }

    private HikariDataSource pool(String database, int size, DataSource server) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(database);
        config.setDataSource(server);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        // Nothing is fetched at construction: a pool of a company nobody uses holds no connection.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private DataSource server(String database) {
        Credentials login = server.application();
        return new DriverManagerDataSource(url(database, "joblane"), login.user(), login.password());
    }

    private String target(@Nullable String schemaTarget) {
        return schemaTarget == null ? limits.migrationTarget() : schemaTarget;
    }

    /** Connections that were made before the database was replaced lead nowhere. */
    void forgetConnections(String company) {
        HikariDataSource pool = companies.get(company);
        if (pool != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    Connection connectAsOwner(String database) throws SQLException {
        Credentials owner = server.owner();
        return DriverManager.getConnection(url(database, "joblane-setup"), owner.user(), owner.password());
    }

    void create(String database) {
        if (exists(database)) {
            return;
        }
        log.info("Creating database {}", database);
        asOwner("postgres", connection -> {
            try (var create = connection.createStatement()) {
                create.execute("CREATE DATABASE " + database);
            } catch (SQLException e) {
                // Another replica was faster, before or after PostgreSQL had looked.
                if (!exists(connection, database)) {
                    throw e;
                }
            }
        });
    }

    private boolean exists(String database) {
        boolean[] found = new boolean[1];
        asOwner("postgres", connection -> found[0] = exists(connection, database));
        return found[0];
    }

    static boolean exists(Connection connection, String database) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (var row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    void migrate(String database, String schema, String target) {
        var dataSource = new DriverManagerDataSource(
                url(database, "joblane-migrate"),
                server.owner().user(),
                server.owner().password());
        var result = Flyway.configure()
                .dataSource(dataSource)
                .locations(migrations + schema)
                .target(target)
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
        try (Connection connection = connectAsOwner(database)) {
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
                + "&reWriteBatchedInserts=true&tcpKeepAlive=true"
                // The detail of an error shows the row; an exception ends in the log.
                + "&logServerErrorDetail=false";
    }

    @Override
    public void close() {
        companies.values().forEach(HikariDataSource::close);
        control.close();
    }
}
