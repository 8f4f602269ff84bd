package io.joblane.company;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health detail {@code companies}: those whose database cannot be opened; how many they are is the gauge
 * {@code joblane.companies.unavailable}. The others work, so the whole stays healthy.
 */
@Component("companiesHealthIndicator")
class CompaniesHealth implements HealthIndicator {
    private final Companies companies;

    CompaniesHealth(Companies companies, MeterRegistry registry) {
        this.companies = companies;
        Gauge.builder(
                        "joblane.companies.unavailable",
                        companies,
                        all -> all.unavailable().size())
                .description("Companies whose database cannot be opened")
                .register(registry);
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        companies.unavailable().forEach(slug -> health.withDetail(slug, "its database cannot be opened"));
        return health.build();
    }
}
