package io.joblane.bench;

import io.joblane.Joblane;
import io.joblane.booking.domain.BookingService;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Databases;
import io.joblane.dispatch.domain.Ranker;
import io.joblane.engine.link.EngineLink;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.testing.TestDatabase;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with the settings of an ordinary start: what is acknowledged has reached the disk. */
@SpringBootTest(
        classes = Joblane.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "joblane.demo=false",
            "joblane.identity.bcrypt-cost=4",
            // A benchmark logs in once.
            "joblane.identity.access-token-life=PT6H",
            "logging.level.io.joblane.booking.domain.TripLog=warn"
        })
abstract class BenchTest {
    static final String PASSWORD = "bench-password";

    @Autowired
    Databases databases;

    @Autowired
    Companies companies;

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    EngineLink engine;

    @Autowired
    BookingService bookings;

    @Autowired
    Ranker ranker;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void databases(DynamicPropertyRegistry registry) {
        TestDatabase.register(registry);
    }

    /** A company with a dispatcher and that many agents, each with a sedan and a login. */
    void company(String slug, int agents) {
        if (companies.find(slug).isPresent()) {
            return;
        }
        companies.save(company(slug, CompanySettings.DEFAULT));
        List<Users.NewUser> people = new ArrayList<>();
        people.add(new Users.NewUser("dispatcher@" + slug + ".example", "Dana", slug, Role.DISPATCHER));
        for (int i = 1; i <= Math.min(agents, 100); i++) {
            people.add(new Users.NewUser(agentEmail(slug, i), "Agent " + i, slug, Role.AGENT));
        }
        Map<String, UUID> logins = users.seed(people, PASSWORD);
        in(slug, () -> {
            Fleet.fill(jdbc, agents, i -> logins.get(agentEmail(slug, i)));
            return null;
        });
    }

    static Company company(String slug, CompanySettings settings) {
        return new Company(slug, "Bench", ZoneId.of("America/New_York"), "USD", "en-US", "US", settings);
    }

    static String agentEmail(String slug, int number) {
        return "agent" + number + "@" + slug + ".example";
    }

    <T> T in(String company, Callable<T> work) {
        try {
            return CurrentCompany.call(company, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
