package io.joblane.database;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.DatabaseServer.Credentials;
import io.joblane.database.embedded.EmbeddedDatabaseServer;
import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.relational.core.mapping.event.BeforeConvertCallback;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    @Bean
    DataFolder dataFolder(DatabaseSettings settings) {
        return DataFolder.lock(settings.data());
    }

    @Bean
    DatabaseServer databaseServer(DatabaseSettings settings, DataFolder folder, ObjectProvider<EarlyStart> others) {
        others.forEach(other -> other.begin(folder));
        if (settings.database() == DatabaseSettings.Mode.EMBEDDED) {
            return EmbeddedDatabaseServer.start(folder.path().resolve("postgres"));
        }
        var postgres = settings.postgres();
        return new ExternalDatabaseServer(
                postgres.url(),
                new Credentials(postgres.ownerUser(), postgres.ownerPassword()),
                new Credentials(postgres.appUser(), postgres.appPassword()));
    }

    @Bean
    Databases databases(
            DatabaseServer server, DatabaseSettings settings, ObjectProvider<ControlMaintenance> maintenance) {
        ConnectionBudget budget = new ConnectionBudget(settings.connectionsTotal(), settings.replicas());
        budget.requireFits(server);
        var limits = new DatabaseLimits(
                Math.min(settings.connections(), budget.share()), budget.share(), settings.migrationTarget());
        Databases databases = new Databases(server, limits, settings.databasePrefix(), "classpath:db/migration/");
        maintenance.forEach(work -> work.run(databases));
        return databases;
    }

    @Bean
    ControlDatabase controlDatabase(Databases databases, Clock clock) {
        return new ControlDatabase(
                new ActorDataSource(databases::control, ActorConnection.Named.WRITES, new Trail(clock)));
    }

    /** What repositories use: each connection comes from the current company's pool. */
    @Bean
    DataSource dataSource(Databases databases, Clock clock) {
        return new ActorDataSource(
                () -> databases.company(CurrentCompany.required()), ActorConnection.Named.ALL, new Trail(clock));
    }

    /** Said, not detected: detection would need a connection before any company is known. */
    @Bean
    JdbcDialect jdbcDialect() {
        return JdbcPostgresDialect.INSTANCE;
    }

    /** Enums are kept in lower case, every enum of every aggregate. */
    @Bean
    JdbcCustomConversions jdbcCustomConversions(JdbcDialect dialect) {
        return JdbcCustomConversions.of(dialect, EnumColumns.CONVERTERS);
    }

    @Bean
    BeforeConvertCallback<Audited<?>> auditColumns(Clock clock) {
        return aggregate -> {
            @Nullable Audit audit = aggregate.audit();
            String by = CurrentActor.get().auditName();
            return (Audited<?>) aggregate.withAudit(
                    audit == null ? Audit.createdNow(clock.instant(), by) : audit.updated(clock.instant(), by));
        };
    }
}
