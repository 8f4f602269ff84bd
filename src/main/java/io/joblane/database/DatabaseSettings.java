package io.joblane.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the databases are.
 *
 * @param database {@code embedded} (the default) or {@code external}
 * @param data the folder of everything that is kept, the embedded engine's log included
 * @param postgres the external server; unused when embedded
 * @param connections how many connections one company's pool may hold at most
 * @param connectionsTotal how many connections all companies' pools of all replicas may hold together; the server's own limit
 *     must be higher by 15 for each replica
 * @param replicas how many processes like this one share the databases, at most; each takes its share of what is limited
 * @param migrationTarget the schema version of companies that have none of their own: {@code latest}, or a version
 * @param databasePrefix what the names of all databases begin with
 */
@ConfigurationProperties("joblane")
record DatabaseSettings(
        @DefaultValue("embedded") Mode database,
        @DefaultValue("./data") Path data,
        @DefaultValue Postgres postgres,
        @DefaultValue("20") int connections,
        @DefaultValue("80") int connectionsTotal,
        @DefaultValue("1") int replicas,
        @DefaultValue("latest") String migrationTarget,
        @DefaultValue("joblane_") String databasePrefix) {
    enum Mode {
        EMBEDDED,
        EXTERNAL
    }

    record Postgres(
            @DefaultValue("jdbc:postgresql://localhost:5432/")
            String url,

            @DefaultValue("joblane_owner") String ownerUser,
            @DefaultValue("") String ownerPassword,
            @DefaultValue("joblane_app") String appUser,
            @DefaultValue("") String appPassword) {}
}
