package io.joblane.engine.outbox;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges a company, read every 15 seconds: {@code joblane.outbox.depth}, {@code joblane.outbox.age} (seconds of the oldest
 * unsent row), {@code joblane.outbox.dead}, {@code joblane.tasks.open} and {@code joblane.tasks.age} by age band.
 */
@Component
class PlatformMetrics {
    private static final Logger log = LoggerFactory.getLogger(PlatformMetrics.class);

    private final JdbcClient jdbc;
    private final Companies companies;
    private final MeterRegistry registry;
    private final Map<String, Figures> latest = new ConcurrentHashMap<>();

    PlatformMetrics(JdbcClient jdbc, Companies companies, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.registry = registry;
    }

    private record Figures(
            double depth, double age, double dead, double tasksNew, double tasksMinutes, double tasksHours) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);
    }

    @Scheduled(fixedDelayString = "PT15S")
    void read() {
        for (Company company : companies.active()) {
            try {
                boolean[] first = new boolean[1];
                CurrentCompany.run(company.slug(), () -> first[0] = latest.put(company.slug(), figures()) == null);
                if (first[0]) {
                    register(company.slug());
                }
            } catch (DataAccessException e) {
                log.warn("No figures of {}: its database does not answer", company.slug());
            }
        }
    }

    private Figures figures() {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE dead_at IS NULL) AS depth,
                               coalesce(extract(epoch FROM now() - min(created_at)), 0) AS age,
                               count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead,
                               (SELECT count(*) FROM user_task WHERE state = 'open' AND created_at > now() - interval '5 minutes') AS new,
                               (SELECT count(*) FROM user_task WHERE state = 'open'
                                   AND created_at BETWEEN now() - interval '1 hour' AND now() - interval '5 minutes') AS minutes,
                               (SELECT count(*) FROM user_task WHERE state = 'open' AND created_at < now() - interval '1 hour') AS hours
                        FROM outbox WHERE sent_at IS NULL
                        """)
                .query((row, n) -> new Figures(
                        row.getDouble("depth"),
                        Math.max(0, row.getDouble("age")),
                        row.getDouble("dead"),
                        row.getDouble("new"),
                        row.getDouble("minutes"),
                        row.getDouble("hours")))
                .single();
    }

    private void register(String company) {
        gauge("joblane.outbox.depth", company, "", Figures::depth);
        gauge("joblane.outbox.age", company, "", Figures::age);
        gauge("joblane.outbox.dead", company, "", Figures::dead);
        gauge("joblane.tasks.open", company, "under_5m", Figures::tasksNew);
        gauge("joblane.tasks.open", company, "5m_to_1h", Figures::tasksMinutes);
        gauge("joblane.tasks.open", company, "over_1h", Figures::tasksHours);
    }

    private void gauge(String name, String company, String band, java.util.function.ToDoubleFunction<Figures> figure) {
        var builder = Gauge.builder(name, latest, all -> figure.applyAsDouble(all.getOrDefault(company, Figures.NONE)))
                .tag("company", company);
        (band.isEmpty() ? builder : builder.tag("age", band)).register(registry);
    }
}
