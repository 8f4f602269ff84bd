package io.joblane.testing;

import io.joblane.approval.Approvals;
import io.joblane.booking.Bookings;
import io.joblane.context.CurrentCompany;
import io.joblane.customer.Customers;
import io.joblane.engine.Decisions;
import io.joblane.engine.Outbox;
import io.joblane.fleet.Vehicles;
import io.joblane.identity.Role;
import io.joblane.workforce.Agents;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The routes of the domain modules on a {@link WebTestServer}, one for all tests; bookings and the engine are stood in for. */
public final class DomainWebServer {
    private static final WebTestServer SERVER = WebTestServer.start(
            Map.of("joblane.test.domain-web", "true", "joblane.notification.relay", "false"), Modules.class);

    private DomainWebServer() {}

    public static ApiClient as(Role role) {
        return SERVER.loggedIn(role);
    }

    public static ApiClient anonymous() {
        return SERVER.client();
    }

    public static <T> T bean(Class<T> type) {
        return SERVER.bean(type);
    }

    /** What {@code work} gives in the database of company "acme". */
    public static <T> T inAcme(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        CurrentCompany.run("acme", () -> result.set(work.get()));
        return result.get();
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ConditionalOnProperty("joblane.test.domain-web")
    @EnableJdbcRepositories(basePackages = {"io.joblane.fleet", "io.joblane.workforce"})
    @ComponentScan({
        "io.joblane.customer",
        "io.joblane.fleet",
        "io.joblane.workforce",
        "io.joblane.routing",
        "io.joblane.pricing",
        "io.joblane.earnings",
        "io.joblane.invoicing",
        "io.joblane.review",
        "io.joblane.notification"
    })
    static class Modules {
        @Bean
        Decisions decisions() {
            return Mockito.mock(Decisions.class);
        }

        @Bean
        Outbox outbox() {
            return Mockito.mock(Outbox.class);
        }

        @Bean
        Approvals approvals() {
            return Mockito.mock(Approvals.class);
        }

        @Bean
        Bookings bookings(JdbcClient jdbc) {
            return new TableBookings(jdbc);
        }

        @Bean
        Rows rows(JdbcClient jdbc, Customers customers, Vehicles vehicles, Agents agents) {
            return new Rows(jdbc, customers, vehicles, agents);
        }
    }
}
