package io.joblane.testing;

import io.joblane.approval.Approvals;
import io.joblane.booking.Bookings;
import io.joblane.engine.Decisions;
import io.joblane.engine.Outbox;
import io.joblane.filestore.FileStore;
import io.joblane.filestore.FolderStore;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.PersonalZones;
import io.joblane.identity.Users;
import java.io.IOException;
import java.nio.file.Files;
import org.mockito.Mockito;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/**
 * The domain modules below and beside bookings; bookings and the engine are stood in for. The property keeps it out of an
 * application that scans the test classes too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ConditionalOnProperty("joblane.test.domain")
@EnableAutoConfiguration
@EnableJdbcRepositories(basePackages = {"io.joblane.fleet", "io.joblane.workforce"})
@ComponentScan(
        basePackages = {
            "io.joblane.database",
            "io.joblane.company",
            "io.joblane.secret",
            "io.joblane.customer",
            "io.joblane.fleet",
            "io.joblane.workforce",
            "io.joblane.routing",
            "io.joblane.pricing",
            "io.joblane.invoicing",
            "io.joblane.earnings",
            "io.joblane.review",
            "io.joblane.notification",
            "io.joblane.weather",
            "io.joblane.statement",
            "io.joblane.secret",
            "io.joblane.payment"
        },
        excludeFilters = @Filter(type = FilterType.ANNOTATION, classes = RestController.class))
/* Not a @Configuration: the whole application scans this package too and must not find it. */
class DomainTestApplication {
    @Bean
    TestClock clock() {
        return new TestClock();
    }

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
    PersonalZones zones() {
        return Mockito.mock(PersonalZones.class);
    }

    @Bean
    IdentitySettings identitySettings() {
        return Mockito.mock(
                IdentitySettings.class,
                invocation -> invocation.getMethod().getReturnType() == String.class ? "http://localhost:8080" : null);
    }

    @Bean
    Users users() {
        return Mockito.mock(Users.class);
    }

    @Bean
    FileStore agentFiles() throws IOException {
        return new FolderStore(Files.createTempDirectory("agent-files"));
    }

    @Bean
    Bookings bookings(JdbcClient jdbc) {
        return new TableBookings(jdbc);
    }

    @Bean
    Rows rows(
            JdbcClient jdbc,
            io.joblane.customer.Customers customers,
            io.joblane.fleet.Vehicles vehicles,
            io.joblane.workforce.Agents agents) {
        return new Rows(jdbc, customers, vehicles, agents);
    }
}
