package io.joblane.report;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.identity.Role;
import io.joblane.identity.User;
import io.joblane.report.CompanyReport.Revenue;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Asks each company's database by itself, so that one that is slow or closed takes nothing from the others. */
@Service
class CompanyReports {
    private static final Logger log = LoggerFactory.getLogger(CompanyReports.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<Role> MAY = Set.of(Role.ADMIN, Role.PLATFORM_ADMIN);

    private final Companies companies;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Semaphore atOnce = new Semaphore(8);

    CompanyReports(Companies companies, JdbcClient jdbc, Transactions transactions) {
        this.companies = companies;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * The companies in which the user has a place as an admin or the platform's admin. Who makes companies for others has no
     * business in their figures.
     *
     * @param from first day, in each company's own time zone
     * @param to last day, included
     */
    List<CompanyReport> of(User user, LocalDate from, LocalDate to) {
        List<Company> wanted = companies.all().stream()
                .filter(company -> user.in(company.slug())
                        .filter(place -> MAY.contains(place.role()))
                        .isPresent())
                .toList();
        Actor actor = new Actor(user.id(), user.name() + " (report)", Set.of("admin"));
        List<CompanyReport> rows = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<CompanyReport>> asked = wanted.stream()
                    .map(company -> threads.submit(() -> report(actor, company, from, to)))
                    .toList();
            long until = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < wanted.size(); i++) {
                rows.add(answer(asked.get(i), wanted.get(i), until));
            }
        } finally {
            // Not close(): it would wait for the slow one.
            threads.shutdownNow();
        }
        return rows;
    }

    private static CompanyReport answer(Future<CompanyReport> asked, Company company, long until) {
        try {
            return asked.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("No report of {}: {}", company.slug(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return without(company, "unavailable");
    }

    private static CompanyReport without(Company company, String state) {
        return new CompanyReport(company.slug(), company.name(), state, null, null);
    }

    private CompanyReport report(Actor actor, Company company, LocalDate from, LocalDate to) throws Exception {
        if (companies.suspension(company.slug()).isPresent()) {
            return without(company, "suspended");
        }
        atOnce.acquire();
        try {
            return CurrentActor.call(
                    actor,
                    () -> CurrentCompany.call(
                            company.slug(), () -> transactions.run(() -> figures(company, from, to))));
        } finally {
            atOnce.release();
        }
    }

    private CompanyReport figures(Company company, LocalDate from, LocalDate to) {
        Timestamp start = Timestamp.from(from.atStartOfDay(company.timeZone()).toInstant());
        Timestamp end =
                Timestamp.from(to.plusDays(1).atStartOfDay(company.timeZone()).toInstant());
        // Nobody waits for it any longer.
        jdbc.sql("SELECT set_config('statement_timeout', :millis, true)")
                .param("millis", Long.toString(PATIENCE.toMillis()))
                .query(String.class)
                .single();
        Map<String, Integer> bookings = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT status, count(*) AS number FROM booking
                        WHERE deleted_at IS NULL AND pickup_at >= :start AND pickup_at < :end GROUP BY status ORDER BY status
                        """).param("start", start).param("end", end).query(row -> {
            bookings.put(row.getString("status"), row.getInt("number"));
        });
        List<Revenue> revenue = jdbc.sql("""
                        SELECT currency, sum(total) AS total, count(*) AS number FROM invoice
                        WHERE deleted_at IS NULL AND issued_at >= :start AND issued_at < :end GROUP BY currency ORDER BY currency
                        """)
                .param("start", start)
                .param("end", end)
                .query((row, number) ->
                        new Revenue(row.getString("currency"), row.getBigDecimal("total"), row.getInt("number")))
                .list();
        return new CompanyReport(company.slug(), company.name(), "ok", bookings, revenue);
    }
}
