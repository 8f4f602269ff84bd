package io.joblane.testing;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;

/**
 * A web server on a free port with the modules database, company, http and identity, and what a test adds; two companies
 * ("acme", "globex") and users ({@code <role>@acme.example}, and {@code both@acme.example} with a place in each), all with
 * {@link #PASSWORD}.
 */
public final class WebTestServer implements AutoCloseable {
    public static final String PASSWORD = "correct horse";

    private final ConfigurableApplicationContext context;

    private WebTestServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** One for all tests that need no settings of their own. Never closed; its clock only goes forward. */
    public static WebTestServer shared() {
        return Shared.SERVER;
    }

    public static WebTestServer start(Map<String, String> settings, Class<?>... more) {
        Map<String, String> all = new TreeMap<>(TestDatabase.settings());
        all.put("joblane.test.web", "true");
        all.put("joblane.demo", "false");
        all.put("joblane.identity.bcrypt-cost", "4");
        // All tests come from one address.
        all.put("joblane.identity.attempts.address-per-minute", "10000");
        all.put("joblane.identity.attempts.address-per-hour", "10000");
        all.put("server.address", "127.0.0.1");
        all.put("server.port", "0");
        all.putAll(settings);
        Class<?>[] sources =
                Stream.concat(Stream.of(Modules.class), Arrays.stream(more)).toArray(Class<?>[]::new);
        String[] arguments = all.entrySet().stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(sources).run(arguments);
        WebTestServer server = new WebTestServer(context);
        server.seed();
        return server;
    }

    private void seed() {
        for (String slug : List.of("acme", "globex")) {
            bean(Companies.class)
                    .save(new Company(
                            slug,
                            "The company " + slug,
                            ZoneId.of("America/New_York"),
                            "USD",
                            "en-US",
                            "US",
                            CompanySettings.DEFAULT));
        }
        Stream<NewUser> oneEach = Arrays.stream(Role.values())
                .map(role -> new NewUser(role.key() + "@acme.example", "Test " + role.key(), "acme", role));
        Stream<NewUser> both = Stream.of(
                new NewUser("both@acme.example", "Both", "acme", Role.ADMIN),
                new NewUser("both@acme.example", "Both", "globex", Role.AGENT));
        bean(Users.class).seed(Stream.concat(oneEach, both).toList(), PASSWORD);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** A client that nobody has logged in. */
    public ApiClient client() {
        return new ApiClient(port());
    }

    public ApiClient loggedIn(Role role) {
        return client().login(role.key() + "@acme.example", PASSWORD);
    }

    public SteppingClock clock() {
        return bean(SteppingClock.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {
        static final WebTestServer SERVER = start(Map.of());
    }

    /** The property keeps it out of an application that scans the test classes too. */
    @TestConfiguration(proxyBeanMethods = false)
    @ConditionalOnProperty("joblane.test.web")
    @EnableAutoConfiguration
    @ComponentScan({
        "io.joblane.database",
        "io.joblane.company",
        "io.joblane.secret",
        "io.joblane.http",
        "io.joblane.identity"
    })
    static class Modules {
        @Bean
        @Primary
        SteppingClock steppingClock() {
            return new SteppingClock();
        }
    }
}
