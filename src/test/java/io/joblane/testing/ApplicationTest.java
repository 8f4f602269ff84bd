package io.joblane.testing;

import io.joblane.Joblane;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.weather.Weather;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A test of the whole application: real engine, real PostgreSQL, real port; one of each for all tests of this kind in the
 * JVM, so keep the configuration the same. Each class has a company, and so a database, of its own.
 */
@SpringBootTest(
        classes = Joblane.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "joblane.demo=false",
            "joblane.connections=6",
            "joblane.embedded.fsync=false",
            "joblane.identity.attempts.address-per-minute=10000",
            "joblane.identity.attempts.address-per-hour=10000",
            "joblane.backup.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "joblane.backup.hour=-1"
        })
@Import(ApplicationTest.Time.class)
public abstract class ApplicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    protected Companies companies;

    @Autowired
    protected MovingClock clock;

    @Autowired
    protected World world;

    @TestConfiguration(proxyBeanMethods = false)
    @Import(World.class)
    static class Time {
        @Bean
        MovingClock clock() {
            return new MovingClock();
        }

        @Bean
        TestPrices prices() {
            return new TestPrices();
        }

        @Bean
        @Primary
        TestSkies skies(@Qualifier("openWeather") Weather service) {
            return new TestSkies(service);
        }
    }

    /** Evaluated once: the context is cached by the method, not by its values. */
    @DynamicPropertySource
    static void databases(DynamicPropertyRegistry registry) {
        TestDatabase.register(registry);
        TestProviders.register(registry);
    }

    /** The slug of this class's company. */
    protected final String company() {
        return "t-"
                + getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** @return the settings of this class's company */
    protected CompanySettings settings() {
        return CompanySettings.DEFAULT;
    }

    /** @return the time zone of this class's company */
    protected ZoneId timeZone() {
        return ZoneId.of("America/New_York");
    }

    @BeforeEach
    void prepareCompany() {
        if (companies.find(company()).isEmpty()) {
            companies.save(new Company(company(), "Test", timeZone(), "USD", "en-US", "US", settings()));
        }
    }

    /** Runs {@code work} in this class's company. */
    protected final <T> T in(Callable<T> work) {
        try {
            return CurrentCompany.call(company(), work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until {@code look} says yes; fails with {@code what} after 20 s of real time. */
    protected static void await(String what, Supplier<Boolean> look) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!look.get()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Waited " + PATIENCE.toSeconds() + " s in vain: " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** The real time plus what the clock was moved by. */
    protected final Instant now() {
        return clock.instant();
    }
}
