package io.joblane.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.joblane.identity.Role;
import io.joblane.testing.ApiTest;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The figures against the same asked of the jobs themselves. */
class AnalyticsTests extends ApiTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 14);
    private static final int DAYS = 75;
    private static final String API = "/api/v1/analytics/";

    private static List<UUID> agents = List.of();

    @BeforeEach
    void agentsOnce() {
        if (agents.isEmpty()) {
            agents = in(() -> RandomJobs.agents(world.jdbc, 7));
        }
    }

    private RandomJobs jobs(long seed) {
        return new RandomJobs(world.jdbc, new Random(seed), agents, FIRST, DAYS);
    }

    @Test
    void figuresAreWhatTheJobsSayAlsoAfterLateChanges() {
        Random random = new Random(4);
        RandomJobs jobs = jobs(5);
        for (int round = 0; round < 25; round++) {
            boolean begun = round == 0;
            in(() -> {
                for (int i = 0; i < (begun ? 120 : 4); i++) {
                    jobs.add();
                }
                for (int i = 0; i < 6; i++) {
                    jobs.change();
                }
                return null;
            });
            LocalDate from = FIRST.minusDays(3).plusDays(random.nextInt(DAYS));
            LocalDate to = from.plusDays(random.nextInt(DAYS));
            String period = List.of("", "day", "week", "month").get(round % 4);
            compareJobs(
                    from,
                    to,
                    period,
                    List.of("nothing", "type", "urgency", "type_and_urgency").get(random.nextInt(4)));
            compareAgents(from, to, period);
        }
    }

    @Test
    void whatIsWrittenWhileFiguresAreReadIsCountedInTheEnd() {
        List<Callable<Integer>> works = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            RandomJobs jobs = jobs(100 + writer);
            works.add(() -> {
                for (int i = 0; i < 25; i++) {
                    jobs.add();
                    jobs.change();
                }
                return 1;
            });
        }
        for (int reader = 0; reader < 3; reader++) {
            works.add(() -> {
                for (int i = 0; i < 15; i++) {
                    ok(200, dispatcher().get(API + "jobs?from=" + FIRST + "&to=" + FIRST.plusDays(DAYS)));
                }
                return 1;
            });
        }
        assertThat(atOnce(works)).hasSize(7);

        for (String period : List.of("", "day", "week", "month")) {
            compareJobs(FIRST, FIRST.plusDays(DAYS), period, "type_and_urgency");
            compareAgents(FIRST, FIRST.plusDays(DAYS), period);
        }
    }

    private void compareJobs(LocalDate from, LocalDate to, String period, String groupBy) {
        String path = API + "jobs?from=" + from + "&to=" + to + (period.isEmpty() ? "" : "&period=" + period)
                + "&groupBy=" + groupBy;
        List<String> by = new ArrayList<>();
        if (groupBy.contains("type")) {
            by.add("type");
        }
        if (groupBy.contains("urgency")) {
            by.add("urgency");
        }
        Map<String, Map<String, Object>> expected = direct(from, to, period, by);
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode row : all(path)) {
            StringBuilder key = new StringBuilder(start(row, period));
            by.forEach(column ->
                    key.append('|').append(row.path(column).asString("").toLowerCase(java.util.Locale.ROOT)));
            assertThat(found.put(key.toString(), row)).as("twice: " + key).isNull();
        }
        found.values().removeIf(row -> row.path("jobs").asLong() == 0);
        assertThat(found.keySet()).as(path).isEqualTo(expected.keySet());
        expected.forEach((key, values) -> check(path + " " + key, values, found.get(key)));
    }

    private static void check(String what, Map<String, Object> values, JsonNode row) {
        values.forEach((name, value) -> {
            JsonNode shown = row.at("/" + name.replace("__", "/"));
            if (value == null) {
                assertThat(shown.isNull() || shown.isMissingNode())
                        .as(what + " " + name + " " + shown)
                        .isTrue();
            } else if (name.endsWith("median") || name.endsWith("p90")) {
                double real = ((Number) value).doubleValue();
                // A class is 2^(1/4) wide and its middle is shown; two decimals of a minute.
                assertThat(shown.asDouble()).as(what + " " + name).isCloseTo(real, within(real * 0.1 + 0.01));
            } else {
                assertThat(shown.asDouble())
                        .as(what + " " + name)
                        .isCloseTo(((Number) value).doubleValue(), within(0.0051));
            }
        });
    }

    /** All there is to know, from the jobs; the names are the paths in JSON. */
    private Map<String, Map<String, Object>> direct(LocalDate from, LocalDate to, String period, List<String> by) {
        String start =
                period.isEmpty() ? "'all'::text" : "date_trunc('" + period + "', j.work_date::timestamp)::date::text";
        StringBuilder key = new StringBuilder(start);
        by.forEach(column -> key.append(" || '|' || lower(j.").append(column).append(")"));
        String sql = """
                WITH j AS (SELECT *, %s AS key FROM job j WHERE deleted_at IS NULL AND work_date BETWEEN :from AND :to),
                o AS (SELECT j.key, o.*, o.status = 'accepted' OR o.status = 'withdrawn' AND EXISTS (SELECT FROM assignment a WHERE a.offer_id = o.id) AS yes
                      FROM offer o JOIN j ON j.id = o.job_id WHERE o.deleted_at IS NULL),
                t AS (SELECT key, floor(extract(epoch FROM responded_at - offered_at)) AS s FROM o WHERE responded_at IS NOT NULL AND (yes OR status = 'declined')),
                a AS (SELECT j.key, a.* FROM assignment a JOIN j ON j.id = a.job_id WHERE a.deleted_at IS NULL),
                f AS (SELECT key, floor(extract(epoch FROM filled_at - posted_at)) AS s FROM j WHERE filled_at IS NOT NULL)
                SELECT k.key,
                  (SELECT count(*) FROM j WHERE j.key = k.key) AS jobs,
                  (SELECT count(*) FROM j WHERE j.key = k.key AND status IN ('filled', 'in_progress', 'completed') AND filled_at IS NOT NULL) AS filled,
                  (SELECT count(*) FROM j WHERE j.key = k.key AND status = 'cancelled') AS cancelled,
                  (SELECT count(*) FROM j WHERE j.key = k.key AND status = 'expired') AS expired,
                  (SELECT coalesce(sum(agents_required), 0) FROM j WHERE j.key = k.key AND status <> 'cancelled') AS slots,
                  (SELECT coalesce(sum(agents_assigned), 0) FROM j WHERE j.key = k.key AND status <> 'cancelled') AS "slotsTaken",
                  (SELECT avg(s) / 60 FROM f WHERE f.key = k.key) AS "timeToFillMinutes__mean",
                  (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY s) / 60 FROM f WHERE f.key = k.key) AS "timeToFillMinutes__median",
                  (SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY s) / 60 FROM f WHERE f.key = k.key) AS "timeToFillMinutes__p90",
                  (SELECT count(*) FROM o WHERE o.key = k.key) AS "replies__offers",
                  (SELECT count(*) FROM o WHERE o.key = k.key AND yes) AS "replies__accepted",
                  (SELECT count(*) FROM o WHERE o.key = k.key AND status = 'declined') AS "replies__declined",
                  (SELECT count(*) FROM o WHERE o.key = k.key AND status = 'withdrawn' AND NOT yes) AS "replies__retracted",
                  (SELECT count(*) FILTER (WHERE yes)::numeric / nullif(count(*), 0) FROM o WHERE o.key = k.key AND status <> 'open') AS "replies__acceptanceRate",
                  (SELECT count(*)::numeric / nullif(count(*) FILTER (WHERE yes), 0) FROM o WHERE o.key = k.key AND status <> 'open') AS "replies__offersPerAcceptance",
                  (SELECT avg(s) / 60 FROM t WHERE t.key = k.key) AS "replies__responseMinutes__mean",
                  (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY s) / 60 FROM t WHERE t.key = k.key) AS "replies__responseMinutes__median",
                  (SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY s) / 60 FROM t WHERE t.key = k.key) AS "replies__responseMinutes__p90",
                  (SELECT count(*) FROM a WHERE a.key = k.key) AS "visits__assignments",
                  (SELECT count(*) FROM a WHERE a.key = k.key AND checked_in_at IS NOT NULL) AS "visits__attended",
                  (SELECT count(*) FROM a WHERE a.key = k.key AND status = 'withdrawn') AS "visits__withdrawn",
                  (SELECT count(*) FROM a WHERE a.key = k.key AND status = 'no_show') AS "visits__noShows",
                  (SELECT coalesce(sum(extract(epoch FROM checked_out_at - checked_in_at)), 0) / 3600 FROM a WHERE a.key = k.key) AS "visits__hoursWorked"
                FROM (SELECT DISTINCT key FROM j) k
                """.formatted(key);
        return keyed(sql, from, to);
    }

    private Map<String, Map<String, Object>> keyed(String sql, LocalDate from, LocalDate to) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        in(() -> {
            world.jdbc
                    .sql(sql)
                    .param("from", from)
                    .param("to", to)
                    .query()
                    .listOfRows()
                    .forEach(row -> rows.put(String.valueOf(row.remove("key")), row));
            return null;
        });
        return rows;
    }

    private void compareAgents(LocalDate from, LocalDate to, String period) {
        String start =
                period.isEmpty() ? "'all'::text" : "date_trunc('" + period + "', j.work_date::timestamp)::date::text";
        Map<String, Map<String, Object>> expected = keyed("""
                SELECT %1$s || '|' || g.agent_id AS key, count(g.offer_id) AS "replies__offers",
                    count(*) FILTER (WHERE g.kind = 'declined') AS "replies__declined",
                    count(*) FILTER (WHERE g.yes) AS "replies__accepted",
                    count(*) FILTER (WHERE g.kind = 'visit') AS "visits__assignments",
                    count(*) FILTER (WHERE g.no_show) AS "visits__noShows",
                    coalesce(sum(g.seconds), 0) / 3600 AS "visits__hoursWorked"
                FROM job j JOIN (
                    SELECT o.job_id, o.agent_id, o.id AS offer_id, o.status AS kind, false AS no_show, NULL::numeric AS seconds,
                        o.status = 'accepted' OR o.status = 'withdrawn' AND EXISTS (SELECT FROM assignment a WHERE a.offer_id = o.id) AS yes
                    FROM offer o WHERE o.deleted_at IS NULL
                    UNION ALL
                    SELECT a.job_id, a.agent_id, NULL, 'visit', a.status = 'no_show', extract(epoch FROM checked_out_at - checked_in_at), false
                    FROM assignment a WHERE a.deleted_at IS NULL AND a.job_id IS NOT NULL) g ON g.job_id = j.id
                WHERE j.deleted_at IS NULL AND j.work_date BETWEEN :from AND :to GROUP BY 1
                """.formatted(start), from, to);
        String path = API + "agents?from=" + from + "&to=" + to + (period.isEmpty() ? "" : "&period=" + period);
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode row : all(path)) {
            assertThat(found.put(start(row, period) + "|" + row.path("agentId").asString(), row))
                    .isNull();
        }
        if (period.isEmpty()) {
            assertThat(found).hasSizeGreaterThanOrEqualTo(agents.size());
        }
        found.values()
                .removeIf(row -> row.at("/replies/offers").asLong()
                                + row.at("/visits/assignments").asLong()
                        == 0);
        assertThat(found.keySet()).as(path).isEqualTo(expected.keySet());
        expected.forEach((key, values) -> check(path + " " + key, values, found.get(key)));
    }

    private static String start(JsonNode row, String period) {
        LocalDate from = LocalDate.parse(row.path("from").asString());
        return switch (period) {
            case "" -> "all";
            case "week" ->
                from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString();
            case "month" -> from.withDayOfMonth(1).toString();
            default -> from.toString();
        };
    }

    /** Page by page, small ones. */
    private List<JsonNode> all(String path) {
        List<JsonNode> rows = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = ok(200, dispatcher().get(path + "&limit=7" + (next.isEmpty() ? "" : "&after=" + next)))
                    .json();
            page.path("items").forEach(rows::add);
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return rows;
    }

    @Test
    void everyListIsATableToo() {
        in(() -> {
            RandomJobs jobs = jobs(9);
            for (int i = 0; i < 20; i++) {
                jobs.add();
            }
            return null;
        });
        String days = "?from=" + FIRST + "&to=" + FIRST.plusDays(DAYS);
        var byHeader = ok(200, dispatcher().with("Accept", "text/csv").get(API + "jobs" + days + "&groupBy=type"));
        var byParameter = ok(200, dispatcher().get(API + "jobs" + days + "&groupBy=type&format=csv"));

        assertThat(byHeader.text()).isEqualTo(byParameter.text());
        assertThat(byHeader.header("Content-Type")).startsWith("text/csv").containsIgnoringCase("charset=utf-8");
        assertThat(byHeader.header("Content-Disposition")).isEqualTo("attachment; filename=\"jobs.csv\"");
        List<String> lines = List.of(byHeader.text().split("\r\n"));
        assertThat(lines.get(0)).startsWith("from,to,type,urgency,jobs,filled");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith(FIRST + "," + FIRST.plusDays(DAYS) + ",'=repair,,");
        assertThat(lines.get(2)).startsWith(FIRST + "," + FIRST.plusDays(DAYS) + ",\"Event, \"\"large\"\"\",,");

        String agentsTable = ok(200, dispatcher().get(API + "agents" + days + "&period=day&format=csv"))
                .text();
        assertThat(agentsTable.lines().count() - 1)
                .isEqualTo(all(API + "agents" + days + "&period=day").size());
        assertThat(agentsTable).contains(",'+Agent 3,");
        String rates = ok(200, dispatcher().get(API + "response-rates" + days + "&groupBy=agent&format=csv"))
                .text();
        assertThat(rates.lines().count() - 1)
                .isEqualTo(all(API + "response-rates" + days + "&groupBy=agent").size());
    }

    @Test
    void figuresAreTheOffices() {
        for (Role role : List.of(Role.ADMIN, Role.MANAGER, Role.DISPATCHER)) {
            for (String route : List.of("agents", "jobs", "response-rates")) {
                ok(200, as(role).get(API + route));
            }
        }
        for (String route : List.of("agents", "jobs", "response-rates")) {
            assertThat(as(Role.SALESPERSON).get(API + route).status()).isEqualTo(403);
            assertThat(driver(1).phone().get(API + route).status()).isEqualTo(403);
            assertThat(nobody().get(API + route).status()).isEqualTo(401);
            assertThat(dispatcher()
                            .get(API + route + "?from=2026-02-01&to=2026-01-31")
                            .code())
                    .isEqualTo("invalid_period");
            assertThat(dispatcher().get(API + route + "?period=year").code()).isEqualTo("invalid_value");
        }
        assertThat(dispatcher().get(API + "jobs?groupBy=agent").code()).isEqualTo("invalid_grouping");
        assertThat(dispatcher().get(API + "response-rates?groupBy=agent&type=x").code())
                .isEqualTo("invalid_grouping");
        assertThat(dispatcher().get(API + "jobs?urgency=soon").code()).isEqualTo("validation_failed");
    }
}
