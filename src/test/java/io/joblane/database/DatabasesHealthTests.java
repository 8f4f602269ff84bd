package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.TestDatabase;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabasesHealthTests {
    private static final DataSource AWAY = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none");

    private final DataSource there = TestDatabase.company();

    @Test
    void aCompanysDatabaseThatIsAwayIsADetail() {
        Health health = DatabasesHealth.of("here", there, Map.of("acme", AWAY, "globex", there));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsOnly(
                        Map.entry("server", "here"),
                        Map.entry("control", "up"),
                        Map.entry("acme", "does not answer"),
                        Map.entry("globex", "up"));
    }

    @Test
    void withoutTheControlDatabaseNothingWorksAndNobodyElseIsAsked() {
        Health health = DatabasesHealth.of("here", AWAY, Map.of("acme", there));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("control", "does not answer")
                .containsEntry("acme", "not asked");
    }
}
