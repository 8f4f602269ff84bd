package io.joblane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health detail {@code databases}: each database by name. One that does not answer makes the whole unhealthy. */
@Component("databasesHealthIndicator")
class DatabasesHealth implements HealthIndicator {
    private static final int TIMEOUT_SECONDS = 2;

    private final Databases databases;

    DatabasesHealth(Databases databases) {
        this.databases = databases;
    }

    @Override
    public Health health() {
        Map<String, String> states = new TreeMap<>();
        databases.all().forEach((name, dataSource) -> states.put(name, state(dataSource)));
        boolean allUp = states.values().stream().allMatch("up"::equals);
        return (allUp ? Health.up() : Health.down())
                .withDetail("server", databases.describe())
                .withDetails(states)
                .build();
    }

    private static String state(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(TIMEOUT_SECONDS) ? "up" : "does not answer";
        } catch (SQLException e) {
            return "does not answer";
        }
    }
}
