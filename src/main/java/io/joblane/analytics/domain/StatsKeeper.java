package io.joblane.analytics.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Counts days anew that changed. Whatever changes a job, an offer or an assignment leaves a mark with the day in its own
 * transaction. Who counts takes the marks away first and looks at the jobs after that: a change of which the mark was seen is
 * seen itself, and one that is committed later leaves its mark for the next time. One at a time counts, or an older look could
 * overwrite a newer one.
 *
 * <p>It runs by itself, and before figures are read, so that they are never behind.
 */
@Component
class StatsKeeper {
    private static final Logger log = LoggerFactory.getLogger(StatsKeeper.class);
    /** So that who reads a day does not wait long for who counts a year. */
    private static final int DAYS_AT_ONCE = 31;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;

    StatsKeeper(JdbcClient jdbc, Transactions transactions, Companies companies) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
    }

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    void keepAll() {
        for (Company company : companies.active()) {
            try {
                CurrentCompany.run(company.slug(), () -> keep(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)));
            } catch (DataAccessException | TransactionException e) {
                log.warn("The figures of {} wait for its database: {}", company.slug(), e.getMessage());
            }
        }
    }

    /** After this, what was committed before is counted on each of these days. */
    void keep(LocalDate from, LocalDate to) {
        while (isBehind(from, to)) {
            transactions.run(() -> {
                List<LocalDate> days = takeMarks(from, to);
                if (!days.isEmpty()) {
                    count(days);
                }
                return days;
            });
        }
    }

    private boolean isBehind(LocalDate from, LocalDate to) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM stats_change WHERE work_date BETWEEN :from AND :to)")
                .param("from", from)
                .param("to", to)
                .query(Boolean.class)
                .single();
    }

    private List<LocalDate> takeMarks(LocalDate from, LocalDate to) {
        jdbc.sql("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('stats', 0))")
                .query(Integer.class)
                .single();
        // A day's jobs, and what belongs to them, are found by index: the planner must know how many days there are,
        // and that
        // what is read here and there was read a moment ago and lies in memory; else it reads all offers there ever
        // were.
        jdbc.sql(
                        "SELECT set_config('plan_cache_mode', 'force_custom_plan', true) || set_config('random_page_cost', '1.1', true)")
                .query(String.class)
                .single();
        return jdbc
                .sql("""
                        DELETE FROM stats_change WHERE work_date IN (
                            SELECT DISTINCT work_date FROM stats_change WHERE work_date BETWEEN :from AND :to
                            ORDER BY work_date DESC LIMIT :most)
                        RETURNING work_date
                        """)
                .param("from", from)
                .param("to", to)
                .param("most", DAYS_AT_ONCE)
                .query(LocalDate.class)
                .list()
                .stream()
                .distinct()
                .toList();
    }

    private void count(List<LocalDate> days) {
        for (Rollup rollup : List.of(Rollup.JOBS, Rollup.AGENTS)) {
            String keyed = "start, " + String.join(", ", rollup.keys()) + ", ";
            String events = "SELECT " + keyed + rollup.select(Events.OFFER) + " FROM o UNION ALL SELECT " + keyed
                    + rollup.select(Events.ASSIGNMENT) + " FROM a";
            if (rollup == Rollup.JOBS) {
                events += " UNION ALL SELECT " + keyed + rollup.select(Events.JOB) + " FROM j";
            }
            replace(rollup, Period.DAY, days, Events.OF_DAYS + ", part AS (" + events + ")");
            replace(rollup, Period.WEEK, days, daysOf(rollup));
            replace(rollup, Period.MONTH, days, daysOf(rollup));
        }
    }

    private static String daysOf(Rollup rollup) {
        return """
                part AS (SELECT CAST(date_trunc(:grain, CAST(d.start AS timestamp)) AS date) AS start, %s FROM %s d
                         WHERE d.grain = 'day' AND d.start BETWEEN :first AND :last
                           AND CAST(date_trunc(:grain, CAST(d.start AS timestamp)) AS date) = ANY (string_to_array(:starts, ',')::date[]))
                """.formatted(
                        Stream.concat(rollup.keys().stream(), rollup.values().stream())
                                .map(column -> "d." + column)
                                .collect(Collectors.joining(", ")),
                        rollup.table());
    }

    private void replace(Rollup rollup, Period period, List<LocalDate> days, String part) {
        List<String> by =
                Stream.concat(Stream.of("start"), rollup.keys().stream()).toList();
        List<LocalDate> starts =
                days.stream().map(period::start).distinct().sorted().toList();
        jdbc.sql(rollup.replace(part, rollup.addUp("part", by)))
                .param("grain", period.grain())
                .param("starts", starts.stream().map(LocalDate::toString).collect(Collectors.joining(",")))
                .param("first", starts.get(0))
                .param("last", period.end(starts.get(starts.size() - 1)))
                .update();
    }
}
