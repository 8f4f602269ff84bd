package io.joblane.bench;

import static io.joblane.bench.Figures.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Figures over years of jobs, through the API, one caller: {@code bench.days} of 500 jobs. Target: 100 ms. The counting of all
 * days, of one day, and the same asked of the jobs themselves are there to compare.
 */
class AnalyticsBench extends BenchTest {
    private static final String COMPANY = "bench-analytics";
    private static final int AGENTS = 400;

    @Test
    void figuresOverYears() {
        company(COMPANY, AGENTS);
        LocalDate last = LocalDate.now(ZoneId.of("America/New_York"));
        long begun = System.nanoTime();
        JobHistory.write(databases, COMPANY, last, Sizes.DAYS);
        double loaded = (System.nanoTime() - begun) / 1e9;
        ApiClient api = new ApiClient(port).login("dispatcher@" + COMPANY + ".example", PASSWORD);
        String all = "?from=" + last.minusDays(Sizes.DAYS - 1L) + "&to=" + last;
        begun = System.nanoTime();
        assertThat(api.get("/api/v1/analytics/jobs" + all).status()).isEqualTo(200);
        double counted = (System.nanoTime() - begun) / 1e9;
        in(COMPANY, () -> {
            databases.maintain(COMPANY, owner -> {
                try (var sql = owner.createStatement()) {
                    sql.execute("VACUUM ANALYZE job_stats");
                    sql.execute("VACUUM ANALYZE agent_stats");
                }
            });
            return null;
        });

        List<List<String>> rows = new ArrayList<>();
        calls(last).forEach((name, path) -> {
            long[] nanos = new long[Sizes.SAMPLES];
            for (int i = -5; i < nanos.length; i++) {
                long from = System.nanoTime();
                ApiClient.Answer answer = api.get("/api/v1/analytics/" + path);
                if (answer.status() != 200) {
                    throw new IllegalStateException(name + ": " + answer.text());
                }
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - from;
                }
            }
            rows.add(List.of(name, number(Figures.percentile(nanos, 50)), number(Figures.percentile(nanos, 99))));
        });
        rows.add(changed(api, last));
        rows.add(csv(api, all));
        rows.add(direct(last));
        Figures.table(
                "(g) figures over %d days of %d jobs (loaded in %s s, counted in %s s), ms"
                        .formatted(Sizes.DAYS, JobHistory.JOBS_A_DAY, number(loaded), number(counted)),
                List.of("", "p50", "p99"),
                rows);
    }

    private Map<String, String> calls(LocalDate last) {
        String all = "from=" + last.minusDays(Sizes.DAYS - 1L) + "&to=" + last;
        // Begins and ends amid a month, so that single days are added too.
        String year = "from=" + last.minusDays(380) + "&to=" + last.minusDays(15);
        UUID agent = in(
                COMPANY,
                () -> jdbc.sql("SELECT id FROM agent ORDER BY id LIMIT 1 OFFSET 7")
                        .query(UUID.class)
                        .single());
        Map<String, String> calls = new LinkedHashMap<>();
        for (Map.Entry<String, String> days :
                Map.of("a year", year, "all years", all).entrySet()) {
            for (String what : List.of(
                    "jobs?",
                    "jobs?groupBy=type_and_urgency&",
                    "jobs?period=day&",
                    "jobs?period=week&groupBy=type&limit=200&",
                    "jobs?period=month&groupBy=type_and_urgency&limit=200&",
                    "response-rates?groupBy=urgency&",
                    "response-rates?period=month&limit=200&",
                    "response-rates?groupBy=agent&limit=200&",
                    "agents?limit=50&",
                    "agents?limit=200&",
                    "agents?period=week&limit=200&",
                    "agents?agentId=" + agent + "&",
                    "agents?period=day&limit=200&agentId=" + agent + "&")) {
                calls.put(what.replace(agent.toString(), "...") + " " + days.getKey(), what + days.getValue());
            }
        }
        return calls;
    }

    /** What a read pays for the changes of a moment ago on one day. */
    private List<String> changed(ApiClient api, LocalDate last) {
        long[] nanos = new long[Math.min(Sizes.SAMPLES, 50)];
        for (int i = 0; i < nanos.length; i++) {
            LocalDate day = last.minusDays(i);
            in(
                    COMPANY,
                    () -> jdbc.sql(
                                    "UPDATE job SET agents_assigned = agents_required WHERE work_date = ? AND agents_required > 4")
                            .param(day)
                            .update());
            long from = System.nanoTime();
            assertThat(api.get("/api/v1/analytics/jobs?from=" + day + "&to=" + day)
                            .status())
                    .isEqualTo(200);
            nanos[i] = System.nanoTime() - from;
        }
        return List.of(
                "jobs? of a day that changed",
                number(Figures.percentile(nanos, 50)),
                number(Figures.percentile(nanos, 99)));
    }

    private static List<String> csv(ApiClient api, String all) {
        long from = System.nanoTime();
        ApiClient.Answer answer = api.get("/api/v1/analytics/agents" + all + "&period=day&format=csv");
        String took = number((System.nanoTime() - from) / 1e6);
        assertThat(answer.status()).isEqualTo(200);
        return List.of("agents.csv by day, " + answer.text().lines().count() + " lines", took, "");
    }

    private List<String> direct(LocalDate last) {
        long from = System.nanoTime();
        in(
                COMPANY,
                () -> jdbc.sql("""
                        SELECT j.type, count(*) FROM job j JOIN offer o ON o.job_id = j.id
                        WHERE j.work_date BETWEEN ? AND ? GROUP BY j.type
                        """)
                        .param(last.minusDays(Sizes.DAYS))
                        .param(last)
                        .query()
                        .listOfRows());
        return List.of("offers by type, straight from the tables", number((System.nanoTime() - from) / 1e6), "");
    }
}
