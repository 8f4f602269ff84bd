package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The embedded server, which every machine has. */
class EmbeddedServerTests extends DatabaseServerContract {
    @Override
    DatabaseServer server() {
        return TestDatabase.server();
    }

    @Test
    void whatIsCommittedIsOnTheDisk() {
        var jdbc =
                JdbcClient.create(new DriverManagerDataSource(server().jdbcBase() + "postgres", "joblane_owner", ""));
        assertThat(jdbc.sql("SHOW fsync").query(String.class).single()).isEqualTo("on");
        assertThat(jdbc.sql("SHOW synchronous_commit").query(String.class).single())
                .isEqualTo("on");
    }
}
