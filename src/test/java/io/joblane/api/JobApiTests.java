package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JobApiTests extends ApiTest {
    private static final String JOBS = "/api/v1/jobs";

    @BeforeEach
    void nobodyIsThere() {
        in(() -> {
            world.everybodyLeaves();
            return null;
        });
    }

    @Test
    void anAgentLearnsTheAddressByAcceptingAndRepeatsGetTheSameAnswer() {
        Driver driver = worker(1);
        Driver other = worker(2);
        UUID job = post(Map.of("agentsRequired", 1, "postcode", "SW1A 1AA"));
        awaitOffer(job, driver);
        awaitOffer(job, other);

        JsonNode before = ok(200, driver.phone().get(JOBS + "/" + job)).json();
        assertThat(before.path("area").asString()).isEqualTo("SW1A");
        assertThat(before.path("distanceKm").asDouble()).isBetween(0.9, 1.1);
        assertThat(before.path("expectedHours").asDouble()).isEqualTo(2.5);
        assertThat(before.path("offer").path("status").asString()).isEqualTo("open");
        for (String hidden : List.of("address", "postcode", "lat", "lng", "instructions")) {
            assertThat(before.path(hidden).isNull()).as(hidden).isTrue();
        }
        assertThat(before.toString()).doesNotContain("Downing", "Ring twice", "1AA");

        String yes = answer("accepted", UUID.randomUUID());
        assertThat(ok(200, driver.phone().post(JOBS + "/" + job + "/respond", yes))
                        .json()
                        .path("result")
                        .asString())
                .isEqualTo("done");
        assertThat(ok(200, driver.phone().post(JOBS + "/" + job + "/respond", yes))
                        .json()
                        .path("result")
                        .asString())
                .as("the same action, the same answer")
                .isEqualTo("done");
        assertThat(ok(200, driver.phone().post(JOBS + "/" + job + "/respond", answer("accepted", UUID.randomUUID())))
                        .json()
                        .path("result")
                        .asString())
                .isEqualTo("already_done");
        Answer late = other.phone().post(JOBS + "/" + job + "/respond", answer("accepted", UUID.randomUUID()));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("no_longer_possible");

        JsonNode after = ok(200, driver.phone().get(JOBS + "/" + job)).json();
        assertThat(after.path("address").asString()).isEqualTo("10 Downing Street");
        assertThat(after.path("instructions").asString()).isEqualTo("Ring twice");
        assertThat(after.path("assignment").path("status").asString()).isEqualTo("accepted");
        assertThat(ok(200, other.phone().get(JOBS + "/" + job))
                        .json()
                        .path("address")
                        .isNull())
                .isTrue();
        assertThat(ok(200, driver.phone().get("/api/v1/assignments/agent/" + driver.id()))
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(driver.phone().get("/api/v1/assignments/agent/" + other.id()).status())
                .isEqualTo(404);
        assertThat(ok(200, dispatcher().get("/api/v1/assignments/agent/" + driver.id()))
                        .json()
                        .path("items"))
                .hasSize(1);

        ok(200, driver.phone().post(JOBS + "/" + job + "/withdraw", "{\"reason\":\"ill\"}"));
        assertThat(ok(200, driver.phone().get(JOBS + "/" + job))
                        .json()
                        .path("address")
                        .isNull())
                .as("who goes no more knows no more")
                .isTrue();
    }

    @Test
    void agentsSeeWhatWasOfferedToThemAndNothingElse() {
        Driver driver = worker(1);
        UUID mine = post(Map.of("title", "Mine"));
        awaitOffer(mine, driver);
        Driver stranger = driver(500);

        assertThat(titles(driver.phone().get(JOBS))).contains("Mine");
        assertThat(titles(stranger.phone().get(JOBS))).isEmpty();
        assertThat(stranger.phone().get(JOBS + "/" + mine).status()).isEqualTo(404);
        assertThat(stranger.phone().get(JOBS + "/" + mine + "/timeline").status())
                .isEqualTo(404);
        assertThat(stranger.phone()
                        .post(JOBS + "/" + mine + "/respond", answer("accepted", UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.phone()
                        .post(JOBS + "/" + mine + "/withdraw", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(driver.phone().get(JOBS + "/" + mine + "/offers").status()).isEqualTo(403);
        assertThat(driver.phone().get(JOBS + "/" + mine + "/eligible-agents").status())
                .isEqualTo(403);
        assertThat(titles(driver.phone().get(JOBS + "?q=downing")))
                .as("an address is not guessed")
                .isEmpty();
    }

    @Test
    void onlyAdminsPostChangeAndCancel() {
        String order = json(order(Map.of()));
        for (Role role : List.of(Role.DISPATCHER, Role.MANAGER, Role.SALESPERSON, Role.AGENT)) {
            assertThat(as(role).post(JOBS, order).status()).as("%s", role).isEqualTo(403);
        }
        UUID job = post(Map.of());
        String path = JOBS + "/" + job;
        assertThat(dispatcher().send("PATCH", path, "{\"title\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(dispatcher().post(path + "/cancel", "{\"reason\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(dispatcher().send("DELETE", path, null).status()).isEqualTo(403);
        assertThat(dispatcher().get(path).status()).isEqualTo(200);
    }

    @Test
    void aRepeatedPostMakesOneJob() {
        ApiClient admin = admin().with("Idempotency-Key", UUID.randomUUID().toString());
        String order = json(order(Map.of()));

        Answer first = ok(201, admin.post(JOBS, order));
        Answer second = ok(201, admin.post(JOBS, order));

        assertThat(id(second)).isEqualTo(id(first));
        assertThat(first.header("Location")).isEqualTo(JOBS + "/" + id(first));
        assertThat(first.json().path("reference").asString()).matches("J-\\d{6}");
        assertThat(first.json().path("urgency").asString()).isEqualTo("Standard");
        assertThat(first.json().path("status").asString()).isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | '' | 400",
                "agentsRequired | 0 | 400",
                "agentsRequired | 201 | 400",
                "expectedHours | 0.2 | 400",
                "expectedHours | 24.01 | 400",
                "expectedHours | 1.125 | 400",
                "postcode | '<script>' | 400",
                "lat | 91 | 400",
                "urgency | whenever | 400",
                "arrivalAt | 2020-01-01T00:00:00Z | 422",
                "arrivalAt | 2100-01-01T00:00:00Z | 422",
                "leadAgentId | 00000000-0000-7000-8000-000000000000 | 422",
                "customerId | 00000000-0000-7000-8000-000000000000 | 422"
            })
    void whatCannotBeIsRefused(String field, String value, int status) {
        Answer answer = admin().post(
                        JOBS,
                        json(order(
                                Map.of(field, value.matches("-?[0-9.]+") ? new java.math.BigDecimal(value) : value))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @Test
    void skillsAreTheCompanysAndCertificatesMustHold() {
        Driver driver = worker(1);
        Answer unknown = admin().post(JOBS, json(order(Map.of("requiredSkills", List.of("Juggling")))));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("skill_unknown");
        String name = "Roofing " + UUID.randomUUID();
        UUID skill = id(ok(201, admin().post("/api/v1/skills", json(Map.of("name", name, "needsCertificate", true)))));
        UUID job = post(Map.of("requiredSkills", List.of(name.toUpperCase(java.util.Locale.ROOT))));
        assertThat(ok(200, admin().get(JOBS + "/" + job))
                        .json()
                        .path("requiredSkills")
                        .get(0)
                        .asString())
                .isEqualTo(name);

        assertThat(reason(job, driver)).isEqualTo("skill_missing");
        String path = "/api/v1/agents/" + driver.id() + "/skills/" + skill;
        String day = java.time.LocalDate.ofInstant(now(), java.time.ZoneOffset.UTC)
                .plusDays(2)
                .toString();
        admin().send("PUT", path, json(Map.of("certificateNumber", "C1", "certificateUntil", day)));
        assertThat(reason(job, driver)).isEqualTo("certificate_expired");
        String later = java.time.LocalDate.ofInstant(now(), java.time.ZoneOffset.UTC)
                .plusDays(90)
                .toString();
        admin().send("PUT", path, json(Map.of("certificateNumber", "C1", "certificateUntil", later)));
        assertThat(reason(job, driver)).isEqualTo("");
    }

    @Test
    void theOfficeAssignsByTheRulesOrPastThem() {
        Driver silent = driver(1);
        UUID job = post(Map.of());
        String path = JOBS + "/" + job + "/assign";

        Answer refused = dispatcher().post(path, json(Map.of("agentId", silent.id(), "reason", "knows the roof")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("agent_not_eligible");
        assertThat(refused.json().path("reason").asString()).isEqualTo("availability_not_set");
        Answer forced = ok(
                201,
                dispatcher()
                        .post(path, json(Map.of("agentId", silent.id(), "reason", "knows the roof", "force", true))));
        assertThat(forced.json().path("method").asString()).isEqualTo("override");
        assertThat(reason(job, silent)).isEqualTo("assigned");
        assertThat(ok(200, dispatcher().get(JOBS + "/" + job + "/assignments"))
                        .json()
                        .path("items"))
                .hasSize(1);

        String assignment = JOBS + "/" + job + "/assignments/" + id(forced);
        assertThat(dispatcher().send("DELETE", assignment, null).status())
                .as("a reason is needed")
                .isEqualTo(400);
        ok(200, dispatcher().send("DELETE", assignment + "?reason=ill", null));
        assertThat(dispatcher().send("DELETE", assignment + "?reason=ill", null).code())
                .isEqualTo("assignment_ended");
        assertThat(reason(job, silent)).isEqualTo("removed");
    }

    @Test
    void aChangeNeedsTheVersionThatWasReadAndPutReplacesAll() {
        UUID job = post(Map.of("instructions", "Ring twice"));
        String path = JOBS + "/" + job;
        awaitQuiet(job);
        String tag = String.valueOf(ok(200, admin().get(path)).header("ETag"));

        JsonNode changed = ok(200, admin().with("If-Match", tag).send("PATCH", path, "{\"title\":\"Gutter\"}"))
                .json();

        assertThat(changed.path("title").asString()).isEqualTo("Gutter");
        assertThat(changed.path("instructions").asString()).isEqualTo("Ring twice");
        assertThat(admin().with("If-Match", tag)
                        .send("PATCH", path, "{\"title\":\"Roof\"}")
                        .status())
                .isEqualTo(412);
        Map<String, Object> whole = order(Map.of("title", "Whole"));
        whole.remove("instructions");
        JsonNode put = ok(200, admin().send("PUT", path, json(whole))).json();
        assertThat(put.path("title").asString()).isEqualTo("Whole");
        assertThat(put.path("instructions").asString()).isEmpty();
        assertThat(ok(200, admin().send("DELETE", path, null))
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(admin().send("PATCH", path, "{\"title\":\"Late\"}").code()).isEqualTo("job_cancelled");
        assertThat(ok(200, admin().get(path + "/timeline")).json().path("items").toString())
                .contains("changed", "cancelled");
    }

    @Test
    void listsAreNarrowedAndPaged() {
        String type = "Inspection " + UUID.randomUUID();
        UUID first = post(Map.of("type", type, "title", "Chimney", "urgency", "Low"));
        UUID second = post(
                Map.of("type", type, "arrivalAt", now().plus(Duration.ofDays(6)).toString(), "urgency", "URGENT"));
        String of = JOBS + "?type=" + type.replace(" ", "%20");

        assertThat(ids(admin().get(of))).containsExactly(first.toString(), second.toString());
        assertThat(ids(admin().get(of + "&urgency=urgent"))).containsExactly(second.toString());
        assertThat(ids(admin().get(of + "&q=chimney"))).containsExactly(first.toString());
        assertThat(ids(admin().get(of + "&status=cancelled"))).isEmpty();
        assertThat(ids(admin().get(of + "&from=" + now().plus(Duration.ofDays(6).minusHours(1)))))
                .containsExactly(second.toString());
        JsonNode page = ok(200, admin().get(of + "&limit=1")).json();
        assertThat(page.path("items")).hasSize(1);
        assertThat(ids(admin().get(of + "&limit=1&after=" + page.path("next").asString())))
                .containsExactly(second.toString());
    }

    private String reason(UUID job, Driver driver) {
        return ok(200, dispatcher().get(JOBS + "/" + job + "/eligible-agents"))
                .json()
                .path("items")
                .valueStream()
                .filter(each ->
                        each.path("agentId").asString().equals(driver.id().toString()))
                .map(each -> each.path("reason").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private void awaitOffer(UUID job, Driver driver) {
        await(
                "the offer of " + job,
                () -> in(() -> world.jdbc
                        .sql(
                                "SELECT EXISTS (SELECT FROM user_task WHERE job_id = ? AND assignee = ? AND state = 'open')")
                        .param(job)
                        .param(driver.id().toString())
                        .query(Boolean.class)
                        .single()));
    }

    /** Until the process has looked up the weather and asked whom it could. */
    private void awaitQuiet(UUID job) {
        await(
                "the first wave of " + job,
                () -> in(() -> world.jdbc
                        .sql(
                                "SELECT EXISTS (SELECT FROM job_log WHERE job_id = ? AND type IN ('wave', 'nobody_to_ask'))")
                        .param(job)
                        .query(Boolean.class)
                        .single()));
    }

    /** An agent who can work every day. */
    private Driver worker(double km) {
        Driver driver = driver(km);
        in(() -> world.jdbc.sql("""
                        INSERT INTO availability_pattern (id, agent_id, weekday, available, created_at, created_by, updated_at, updated_by, version)
                        SELECT gen_random_uuid(), ?, d, true, now(), 'system', now(), 'system', 0 FROM generate_series(1, 7) d
                        """).param(driver.id()).update());
        return driver;
    }

    private UUID post(Map<String, Object> otherwise) {
        return id(ok(201, admin().post(JOBS, json(order(otherwise)))));
    }

    private Map<String, Object> order(Map<String, Object> otherwise) {
        Map<String, Object> order = new HashMap<>(Map.of(
                "title",
                "Roof inspection",
                "type",
                "inspection",
                "address",
                "10 Downing Street",
                "postcode",
                "10036",
                "lat",
                40.758,
                "lng",
                -73.9855,
                "arrivalAt",
                now().plus(Duration.ofDays(5)).toString(),
                "expectedHours",
                2.5,
                "agentsRequired",
                2,
                "instructions",
                "Ring twice"));
        order.putAll(otherwise);
        return order;
    }

    private static String answer(String response, UUID action) {
        return json(Map.of("response", response, "actionId", action));
    }

    private static List<String> titles(Answer answer) {
        return ok(200, answer)
                .json()
                .path("items")
                .valueStream()
                .map(j -> j.path("title").asString())
                .toList();
    }

    private static List<String> ids(Answer answer) {
        return ok(200, answer)
                .json()
                .path("items")
                .valueStream()
                .map(j -> j.path("id").asString())
                .toList();
    }
}
