package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty companies on one server, whose pools alone could hold 500 connections. */
class ConnectionLimitTests {
    private static final int COMPANIES = 50;
    private static final int LIMIT = 30;
    private static Databases databases;

    @BeforeAll
    static void fiftyCompanies() throws SQLException {
        databases = new Databases(
                TestDatabase.server(), new DatabaseLimits(10, LIMIT, "latest"), "limit_", "classpath:db/migration/");
        databases.openCompany(company(0));
        try (Connection owner = databases.connectAsOwner("postgres");
                var statement = owner.createStatement()) {
            for (int i = 1; i < COMPANIES; i++) {
                statement.execute("CREATE DATABASE limit_" + company(i) + " TEMPLATE limit_" + company(0));
            }
        }
        for (int i = 1; i < COMPANIES; i++) {
            databases.openCompany(company(i));
        }
    }

    @AfterAll
    static void close() {
        databases.close();
    }

    private static String company(int number) {
        return "c" + number;
    }

    @Test
    void concurrentWorkForAllOfThemStaysUnderTheLimitAndAllOfItIsDone() throws Exception {
        AtomicBoolean working = new AtomicBoolean(true);
        List<Future<Integer>> done = new ArrayList<>();
        int[] most = new int[1];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> watch = threads.submit(() -> {
                while (working.get()) {
                    // A backend outlives its connection's end by a moment: what is too much must still be so after it.
                    int seen = atServer();
                    if (seen > LIMIT) {
                        Thread.sleep(20);
                        seen = Math.min(seen, atServer());
                    }
                    most[0] = Math.max(most[0], seen);
                    Thread.sleep(20);
                }
                return null;
            });
            for (int i = 0; i < 600; i++) {
                String company = company(i % COMPANIES);
                done.add(threads.submit(() -> work(company)));
            }
            try {
                for (Future<Integer> one : done) {
                    assertThat(one.get()).isEqualTo(1);
                }
            } finally {
                // Or the pool would wait for the watch for ever.
                working.set(false);
            }
            watch.get();
        }
        assertThat(most[0]).isGreaterThan(5).isLessThanOrEqualTo(LIMIT);
        assertThat(databases.openConnections()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void whenAllAreTakenOneMoreIsRefusedInTimeTheControlDatabaseIsNotAndAnEndHelps() throws Exception {
        List<Connection> held = new ArrayList<>();
        long failures = databases.connectionFailures();
        try {
            for (int i = 0; i < LIMIT; i++) {
                held.add(databases.company(company(i % 5)).getConnection());
            }
            assertThatThrownBy(() -> databases.company(company(40)).getConnection())
                    .isInstanceOf(SQLTransientConnectionException.class);
            assertThat(databases.connectionFailures()).isGreaterThan(failures);
            try (Connection control = databases.control().getConnection()) {
                assertThat(control.isValid(1)).isTrue();
            }
            held.removeLast().close();
            assertThat(work(company(40))).isEqualTo(1);
        } finally {
            for (Connection one : held) {
                one.close();
            }
        }
    }

    private static int work(String company) throws SQLException {
        try (Connection connection = databases.company(company).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT 1 FROM pg_sleep(0.02)")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int atServer() throws SQLException {
        try (Connection owner = databases.control().getConnection();
                var statement = owner.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'limit\\_c%'"
                        + " AND datname <> 'limit_control'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
