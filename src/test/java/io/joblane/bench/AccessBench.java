package io.joblane.bench;

import static io.joblane.bench.Figures.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.domain.BookingSearch;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.http.PageQuery;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ReflectionUtils;

/**
 * What routing to the company's database, row-level security and permission checks add to GET bookings: the same two
 * statements over plain JDBC as the owner, whom no policy holds up; over the application's data source in a transaction; and
 * the controller's method with its permission check against the search it calls. Five times in turn, the first to warm up, on bookings of the past.
 */
class AccessBench extends BenchTest {
    private static final String SLUG = "bench-access";
    private static final int PAGE = 50;
    private static final int CALLS = 1000;

    @Autowired
    DataSource routing;

    @Autowired
    BookingSearch search;

    @Autowired
    ApplicationContext context;

    @Test
    void whatAccessAddsToAListOfBookings() {
        company(SLUG, 40);
        History.write(databases, SLUG, 20_000);
        var transactions = new TransactionTemplate(new DataSourceTransactionManager(routing));
        transactions.setReadOnly(true);
        var dispatcher = new Actor(UUID.randomUUID(), "Dana (dispatcher)", Set.of("dispatcher"));
        Object controller = context.getBean("bookingController");
        Method list = Arrays.stream(ReflectionUtils.getAllDeclaredMethods(
                        controller.getClass().getSuperclass()))
                .filter(m -> m.getName().equals("list"))
                .findFirst()
                .orElseThrow();
        list.setAccessible(true);
        Callable<Object> routed = () -> transactions.execute(status -> {
            Connection connection = org.springframework.jdbc.datasource.DataSourceUtils.getConnection(routing);
            try {
                return read(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } finally {
                org.springframework.jdbc.datasource.DataSourceUtils.releaseConnection(connection, routing);
            }
        });
        Callable<Object> checked = () -> list.invoke(controller, null, null, null, null, new PageQuery(PAGE, null));

        Callable<Object> unchecked =
                () -> search.find(new BookingSearch.Filter(null, null, null, null), PAGE + 1, null);

        List<Double> plainP50 = new ArrayList<>();
        List<Double> routedP50 = new ArrayList<>();
        List<Double> uncheckedP50 = new ArrayList<>();
        List<Double> checkedP50 = new ArrayList<>();
        databases.maintain(
                SLUG,
                owner -> in(
                        SLUG,
                        () -> CurrentActor.call(dispatcher, () -> {
                            SecurityContextHolder.getContext()
                                    .setAuthentication(new TestingAuthenticationToken("dana", "", "ROLE_dispatcher"));
                            assertThat(read(owner)).isEqualTo(PAGE + 1);
                            for (int round = 0; round < 5; round++) {
                                double plain = p50(() -> read(owner));
                                double through = p50(routed);
                                double service = p50(unchecked);
                                double whole = p50(checked);
                                if (round > 0) {
                                    plainP50.add(plain);
                                    routedP50.add(through);
                                    uncheckedP50.add(service);
                                    checkedP50.add(whole);
                                }
                            }
                            SecurityContextHolder.clearContext();
                            return null;
                        })));
        double access = Figures.median(routedP50) - Figures.median(plainP50);
        double permission = Figures.median(checkedP50) - Figures.median(uncheckedP50);
        Figures.table(
                "(e) GET bookings, p50 in ms of " + CALLS + " calls",
                List.of("", "without", "with", "adds"),
                List.of(
                        row("routing and row-level security, against plain JDBC", plainP50, routedP50, access),
                        row("permission check, against the search alone", uncheckedP50, checkedP50, permission),
                        List.of("together", "", "", number(access + permission))));
    }

    private static List<String> row(String name, List<Double> without, List<Double> with, double adds) {
        return List.of(name, number(Figures.median(without)), number(Figures.median(with)), number(adds));
    }

    private static double p50(Callable<?> call) throws Exception {
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            call.call();
            nanos[i] = System.nanoTime() - begun;
        }
        return Figures.percentile(nanos, 50);
    }

    /** What the route reads: a page of ids in order, then their rows. @return how many rows */
    private static int read(Connection connection) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (var page = connection.prepareStatement(
                "SELECT b.id FROM booking b WHERE b.deleted_at IS NULL ORDER BY b.pickup_at, b.id LIMIT ?")) {
            page.setInt(1, PAGE + 1);
            try (var rows = page.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        int count = 0;
        try (var whole = connection.prepareStatement("SELECT * FROM booking WHERE id = ANY (?)")) {
            whole.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = whole.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        rows.getObject(column);
                    }
                    count++;
                }
            }
        }
        return count;
    }
}
