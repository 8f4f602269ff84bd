package io.joblane.testing;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A test of domain code on a real database: the domain modules without their controllers, without the engine, for one
 * company in New York. Its rows stay for the next test, so that each makes its own.
 */
@SpringBootTest(
        classes = DomainTestApplication.class,
        properties = {"joblane.test.domain=true", "joblane.notification.relay=false"},
        webEnvironment = WebEnvironment.NONE)
@ExtendWith(InCompany.class)
public abstract class DomainTest {
    public static final Company COMPANY =
            new Company("acme", "Acme", ZoneId.of("America/New_York"), "USD", "en-US", "US", CompanySettings.DEFAULT);

    @Autowired
    protected Companies companies;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected TestClock clock;

    @Autowired
    protected Rows rows;

    @DynamicPropertySource
    static void databases(DynamicPropertyRegistry registry) {
        TestDatabase.register(registry);
    }

    @BeforeEach
    void prepareCompany() {
        if (companies.find(COMPANY.slug()).isEmpty()) {
            companies.save(COMPANY);
        }
        clock.set(Instant.parse("2026-06-01T12:00:00Z"));
    }

    /** Runs {@code work} {@code times} times at once, each in a thread of its own, and gives the outcomes in order. */
    protected static <T> List<Future<T>> atOnce(int times, Callable<T> work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            for (int i = 0; i < times; i++) {
                outcomes.add(threads.submit(() -> {
                    start.await();
                    return CurrentCompany.call(COMPANY.slug(), work);
                }));
            }
            start.countDown();
        }
        return outcomes;
    }
}
