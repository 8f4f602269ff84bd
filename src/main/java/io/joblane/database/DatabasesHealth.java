package io.joblane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health detail {@code databases}: each database by name. Without the control database nothing works, so the whole is then
 * unhealthy; a company's that does not answer stops that company only and is a detail. Asked at most every few seconds,
 * however often somebody looks.
 */
@Component("databasesHealthIndicator")
class DatabasesHealth implements HealthIndicator {
    private static final int TIMEOUT_SECONDS = 2;
    private static final Duration REMEMBERED = Duration.ofSeconds(3);
    private static final String CONTROL = "control";

    private final Databases databases;
    private final Clock clock;
    private Health latest = Health.unknown().build();
    private Instant askedAt = Instant.MIN;

    DatabasesHealth(Databases databases, Clock clock) {
        this.databases = databases;
        this.clock = clock;
    }

    /** One asks, who comes meanwhile waits for the answer. */
    @Override
    public synchronized Health health() {
        Instant now = clock.instant();
        // A clock that was set back must not keep an old answer.
        if (now.isBefore(askedAt) || !askedAt.isAfter(now.minus(REMEMBERED))) {
            Map<String, DataSource> companies = new TreeMap<>(databases.all());
            DataSource control = Objects.requireNonNull(companies.remove(CONTROL));
            latest = of(databases.describe(), control, companies);
            askedAt = now;
        }
        return latest;
    }

    /**
     * @param control decides
     * @param companies by name
     */
    static Health of(String server, DataSource control, Map<String, DataSource> companies) {
        boolean works = answers(control);
        Map<String, String> states = new TreeMap<>();
        // Where the server is away each of them would take its time to say so.
        companies.forEach((name, company) -> states.put(name, works ? text(answers(company)) : "not asked"));
        states.put(CONTROL, text(works));
        return (works ? Health.up() : Health.down())
                .withDetail("server", server)
                .withDetails(states)
                .build();
    }

    private static boolean answers(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String text(boolean answers) {
        return answers ? "up" : "does not answer";
    }
}
