package io.joblane.database;

import io.joblane.database.DatabaseServer.Credentials;
import java.nio.file.Path;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/** PostgreSQL in a container, with the roles that docker-compose makes; only where a container engine runs. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerServerTests extends DatabaseServerContract {
    @Container
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18")
            .withEnv("JOBLANE_OWNER_PASSWORD", "owner-secret")
            .withEnv("JOBLANE_APP_PASSWORD", "app-secret")
            .withCopyFileToContainer(
                    MountableFile.forHostPath(Path.of("src/main/docker/postgres-roles.sh"), 0755),
                    "/docker-entrypoint-initdb.d/10-roles.sh");

    @Override
    DatabaseServer server() {
        return new ExternalDatabaseServer(
                "jdbc:postgresql://" + POSTGRES.getHost() + ":" + POSTGRES.getFirstMappedPort() + "/",
                new Credentials("joblane_owner", "owner-secret"),
                new Credentials("joblane_app", "app-secret"));
    }
}
