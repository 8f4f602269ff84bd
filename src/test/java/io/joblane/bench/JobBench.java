package io.joblane.bench;

import static io.joblane.bench.Figures.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Jobs for many agents, with real phones over HTTP: from the posting to each offer on its phone, from two hundred taps at once to
 * the filled job, and a hundred jobs posted at once until all have their agent.
 */
class JobBench extends BenchTest {
    private static final int PHONES = 200;
    private static final int JOBS = 100;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    @Test
    void oneJobForTwoHundredAgents() throws Exception {
        String slug = "bench-job";
        ApiClient admin = prepare(slug);
        List<long[]> shown = new ArrayList<>();
        List<Double> fills = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        try (SitePhones phones = new SitePhones(port, slug, PHONES)) {
            for (int round = 0; round <= Sizes.ROUNDS; round++) {
                long from = System.nanoTime();
                UUID job = post(admin, PHONES, "URGENT", 2 * round);
                await("all offers are on phones", () -> phones.showing(job) == PHONES);
                long[] after = phones.shownAfter(job, from);
                long tapped = System.nanoTime();
                assertThat(phones.accept(job)).isEqualTo(PHONES);
                double filled = (System.nanoTime() - tapped) / 1e6;
                assertThat(status(admin, job)).isEqualTo("filled");
                if (round > 0) {
                    shown.add(after);
                    fills.add(filled);
                }
                rows.add(row(round == 0 ? "warm-up" : "round " + round, after, filled));
                assertThat(admin.post("/api/v1/jobs/" + job + "/cancel", "{\"reason\": \"measured\"}")
                                .status())
                        .isEqualTo(200);
                await("nothing is left of it", () -> openTasks(slug) == 0);
            }
        }
        long[] all = shown.stream().flatMapToLong(Arrays::stream).toArray();
        rows.add(row("all rounds", all, Figures.median(fills)));
        Figures.table(
                "(h) a job for " + PHONES + " agents, URGENT: posting to each offer on its phone, and " + PHONES
                        + " acceptances at once, ms",
                List.of("", "shown p50", "shown p99", "last shown", "filled"),
                rows);
    }

    @Test
    void aHundredJobsAtOnce() throws Exception {
        String slug = "bench-jobs";
        ApiClient admin = prepare(slug);
        List<List<String>> rows = new ArrayList<>();
        try (SitePhones phones = new SitePhones(port, slug, PHONES)) {
            phones.answerAtOnce();
            for (int round = 0; round <= Math.min(3, Sizes.ROUNDS); round++) {
                // Five jobs on each of twenty days: the agents who live nearest are asked for all of them.
                int first = 20 * round;
                long from = System.nanoTime();
                List<UUID> jobs = IntStream.range(0, JOBS)
                        .parallel()
                        .mapToObj(i -> post(admin, 1, "Standard", first + i % 20))
                        .toList();
                double posted = (System.nanoTime() - from) / 1e6;
                await("all jobs are filled", () -> filled(slug, jobs) == JOBS);
                rows.add(List.of(
                        round == 0 ? "warm-up" : "round " + round,
                        number(posted),
                        number((System.nanoTime() - from) / 1e6)));
                jobs.forEach(job -> admin.post("/api/v1/jobs/" + job + "/cancel", "{\"reason\": \"measured\"}"));
                await("nothing is left of them", () -> openTasks(slug) == 0);
            }
        }
        Figures.table(
                "(i) " + JOBS + " jobs of one agent posted at once, " + PHONES + " phones that answer at once, ms",
                List.of("", "all posted", "all filled"),
                rows);
    }

    private ApiClient prepare(String slug) {
        company(slug, PHONES);
        in(slug, () -> jdbc.sql("""
                        INSERT INTO availability_pattern (id, agent_id, weekday, available, created_at, created_by, updated_at, updated_by, version)
                        SELECT gen_random_uuid(), a.id, d, true, now(), 'bench', now(), 'bench', 0
                        FROM agent a, generate_series(1, 7) d ON CONFLICT DO NOTHING
                        """).update());
        return new ApiClient(port).login("admin@" + slug + ".example", PASSWORD);
    }

    /** Whoever takes a job has taken that day: each round has days of its own. */
    private static UUID post(ApiClient admin, int agents, String urgency, int day) {
        Answer posted = admin.post(
                "/api/v1/jobs", """
                {"title": "Clear the roof", "type": "survey", "address": "1 Times Square", "postcode": "10036",
                 "lat": 40.758, "lng": -73.9855, "arrivalAt": "%s", "expectedHours": 2, "agentsRequired": %d, "urgency": "%s"}
                """.formatted(Instant.now().plus(10L + day, ChronoUnit.DAYS), agents, urgency));
        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        return UUID.fromString(posted.json().path("id").asString());
    }

    private static String status(ApiClient admin, UUID job) {
        return admin.get("/api/v1/jobs/" + job).json().path("status").asString();
    }

    private int openTasks(String slug) {
        return in(
                slug,
                () -> jdbc.sql("SELECT count(*) FROM user_task WHERE state = 'open'")
                        .query(Integer.class)
                        .single());
    }

    private int filled(String slug, List<UUID> jobs) {
        return in(
                slug,
                () -> jdbc.sql("SELECT count(*) FROM job WHERE status = 'filled' AND id = ANY (?)")
                        .param(jobs.toArray(UUID[]::new))
                        .query(Integer.class)
                        .single());
    }

    private static void await(String what, BooleanSupplier look) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!look.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Waited in vain: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static List<String> row(String name, long[] shown, double filled) {
        return List.of(
                name,
                number(Figures.percentile(shown, 50)),
                number(Figures.percentile(shown, 99)),
                number(LongStream.of(shown).max().orElseThrow() / 1e6),
                number(filled));
    }
}
