package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold on every PostgreSQL that Joblane is given, embedded or not. */
abstract class DatabaseServerContract {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Databases databases;

    abstract DatabaseServer server();

    @BeforeEach
    void open() {
        databases = new Databases(
                server(),
                4,
                "c" + NEXT.incrementAndGet() + "_" + ProcessHandle.current().pid() + "_");
    }

    @AfterEach
    void close() {
        databases.close();
    }

    @Test
    void aCompanysDatabaseIsCreatedAndMigratedOnce() {
        databases.openCompany("acme");
        databases.openCompany("acme");

        JdbcClient jdbc = JdbcClient.create(databases.company("acme"));
        assertThat(jdbc.sql("SELECT count(*) FROM booking").query(Long.class).single())
                .isZero();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM pg_constraint WHERE contype = 'x' AND conrelid = 'assignment'::regclass")
                        .query(Long.class)
                        .single())
                .as("an agent and a vehicle cannot be booked twice")
                .isEqualTo(2);
        assertThat(databases.all()).containsOnlyKeys("acme", "control");
    }

    @Test
    void theApplicationOwnsNothingAndCannotChangeTables() {
        databases.openCompany("acme");
        JdbcClient jdbc = JdbcClient.create(databases.company("acme"));

        assertThat(jdbc.sql("SELECT current_user").query(String.class).single()).isEqualTo("joblane_app");
        assertThat(jdbc.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> jdbc.sql("CREATE TABLE mine (id int)").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("SELECT count(*) FROM flyway_schema_history")
                        .query(Long.class)
                        .single())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aCompanyThatWasNotOpenedIsUnknown() {
        assertThatThrownBy(() -> databases.company("nobody")).isInstanceOf(UnknownCompanyException.class);
    }
}
