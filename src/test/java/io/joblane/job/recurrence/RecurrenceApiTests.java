package io.joblane.job.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs that come again, and copies of jobs, as the office makes them. */
class RecurrenceApiTests extends ApiTest {
    private static final String API = "/api/v1/job-recurrences";
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private LocalDate today() {
        return LocalDate.ofInstant(now(), ZONE);
    }

    private static Map<String, Object> job(String title) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("title", title);
        job.put("type", "guarding");
        job.put("address", "1 Gate Road");
        job.put("postcode", "10036");
        job.put("lat", 40.758);
        job.put("lng", -73.9855);
        job.put("expectedHours", 2.5);
        job.put("agentsRequired", 2);
        job.put("urgency", "Low");
        return job;
    }

    private static Map<String, Object> recurrence(String title, String rule, LocalDate first) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("rule", rule);
        body.put("firstStart", first + "T09:00");
        body.put("leadDays", 3);
        body.put("job", job(title));
        return body;
    }

    /** The jobs with this title, the first one first. */
    private List<JsonNode> jobs(String title) {
        return ok(200, dispatcher().get("/api/v1/jobs/history?limit=200&q=" + title.replace(" ", "%20")))
                .json()
                .path("items")
                .valueStream()
                .toList()
                .reversed();
    }

    @Test
    void aRecurrencePostsItsJobsAndIsChanged() {
        LocalDate first = today().plusDays(1);
        Map<String, Object> body = recurrence("Guard the yard", "FREQ=DAILY", first);
        String key = UUID.randomUUID().toString();
        Answer added = ok(201, dispatcher().with("Idempotency-Key", key).post(API, json(body)));
        assertThat(added.header("ETag")).isEqualTo("\"0\"");
        String path = API + "/" + added.json().path("id").asString();
        assertThat(added.header("Location")).isEqualTo(path);
        ok(201, dispatcher().with("Idempotency-Key", key).post(API, json(body)));

        List<JsonNode> posted = jobs("Guard the yard");
        // Within three days from now; the third day's nine o'clock lies in them where it is nine already.
        assertThat(posted).hasSizeBetween(2, 3);
        for (int i = 0; i < posted.size(); i++) {
            JsonNode job = posted.get(i);
            assertThat(instant(job.path("arrivalAt")))
                    .isEqualTo(first.plusDays(i).atTime(9, 0).atZone(ZONE).toInstant());
            assertThat(job.path("recurrenceId").asString())
                    .isEqualTo(added.json().path("id").asString());
            assertThat(job.path("expectedHours").asDouble()).isEqualTo(2.5);
            assertThat(job.path("urgency").asString()).isEqualTo("Low");
        }
        JsonNode coming =
                ok(200, dispatcher().get(path + "/occurrences?limit=5")).json().path("items");
        assertThat(coming).hasSize(5);
        assertThat(coming.at("/0/start").asString()).startsWith(first + "T09:00");
        assertThat(coming.at("/0/jobId").asString())
                .isEqualTo(posted.get(0).path("id").asString());
        assertThat(coming.at("/4/jobId").isNull()).isTrue();

        Map<String, Object> change = Map.of("active", false, "exceptDates", List.of(first.plusDays(4)));
        assertThat(dispatcher()
                        .with("If-Match", "\"7\"")
                        .send("PATCH", path, json(change))
                        .status())
                .isEqualTo(412);
        Answer paused = ok(200, dispatcher().with("If-Match", "\"0\"").send("PATCH", path, json(change)));
        assertThat(paused.header("ETag")).isEqualTo("\"1\"");
        assertThat(paused.json().path("active").asBoolean()).isFalse();
        assertThat(ok(200, dispatcher().get(path + "/occurrences?limit=5")).text())
                .doesNotContain(first.plusDays(4) + "T");
        assertThat(ok(200, dispatcher().get(API)).text())
                .contains(added.json().path("id").asString());

        ok(204, dispatcher().with("If-Match", "\"1\"").send("DELETE", path, null));
        assertThat(dispatcher().get(path).code()).isEqualTo("recurrence_not_found");
        assertThat(jobs("Guard the yard")).hasSameSizeAs(posted);
    }

    @Test
    void whatCannotRecurIsRefused() {
        LocalDate first = today().plusDays(1);
        assertThat(dispatcher()
                        .post(API, json(recurrence("x", "FREQ=HOURLY", first)))
                        .code())
                .isEqualTo("invalid_rule");
        assertThat(dispatcher()
                        .post(API, json(recurrence("x", "FREQ=DAILY;UNTIL=20200101", first)))
                        .code())
                .isEqualTo("no_occurrence");
        assertThat(dispatcher()
                        .post(API, json(recurrence("x", "FREQ=DAILY", first.plusYears(9))))
                        .code())
                .isEqualTo("invalid_first_start");
        Map<String, Object> noSuchDay = recurrence("x", "FREQ=DAILY", first);
        noSuchDay.put("firstStart", "2026-02-30T09:00");
        assertThat(dispatcher().post(API, json(noSuchDay)).code()).isEqualTo("invalid_first_start");
        Map<String, Object> long_ = recurrence("x", "FREQ=DAILY", first);
        long_.put("leadDays", 200);
        assertThat(dispatcher().post(API, json(long_)).code()).isEqualTo("validation_failed");
    }

    @Test
    void whatCannotBePostedIsSaidAtTheRecurrence() {
        Map<String, Object> body = recurrence("Needs wings", "FREQ=DAILY", today().plusDays(1));
        Map<String, Object> job = job("Needs wings");
        job.put("requiredSkills", List.of("flying"));
        body.put("job", job);
        Answer added = ok(201, dispatcher().post(API, json(body)));
        String path = API + "/" + added.json().path("id").asString();
        assertThat(ok(200, dispatcher().get(path)).json().path("trouble").asString(""))
                .isNotEmpty();
        assertThat(jobs("Needs wings")).isEmpty();
        ok(200, dispatcher().send("PATCH", path, json(Map.of("job", job("Needs wings")))));
        assertThat(ok(200, dispatcher().get(path)).json().path("trouble").isNull())
                .isTrue();
        assertThat(jobs("Needs wings")).isNotEmpty();
        ok(204, dispatcher().send("DELETE", path, null));
    }

    @Test
    void aJobIsCopiedToAnotherTime() {
        ok(201, dispatcher().post(API, json(recurrence("Paint the fence", "FREQ=DAILY;COUNT=1", today().plusDays(1)))));
        JsonNode first = jobs("Paint the fence").get(0);
        String path = "/api/v1/jobs/" + first.path("id").asString() + "/clone";
        var at = now().plus(Duration.ofDays(20)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        String key = UUID.randomUUID().toString();
        String body = json(Map.of("arrivalAt", at, "agentsRequired", 5, "urgency", "URGENT"));

        Answer copy = ok(201, dispatcher().with("Idempotency-Key", key).post(path, body));
        assertThat(copy.json().path("copiedFrom").asString())
                .isEqualTo(first.path("id").asString());
        assertThat(copy.json().path("recurrenceId").isNull()).isTrue();
        assertThat(copy.json().path("title").asString()).isEqualTo("Paint the fence");
        assertThat(copy.json().path("agentsRequired").asInt()).isEqualTo(5);
        assertThat(copy.json().path("urgency").asString()).isEqualTo("URGENT");
        assertThat(instant(copy.json().path("arrivalAt"))).isEqualTo(at);
        assertThat(id(ok(201, dispatcher().with("Idempotency-Key", key).post(path, body))))
                .isEqualTo(id(copy));
        assertThat(jobs("Paint the fence")).hasSize(2);

        assertThat(dispatcher()
                        .post("/api/v1/jobs/" + UUID.randomUUID() + "/clone", body)
                        .code())
                .isEqualTo("job_not_found");
        assertThat(dispatcher()
                        .post(path, json(Map.of("arrivalAt", now().minus(Duration.ofDays(1)))))
                        .status())
                .isEqualTo(422);
        assertThat(driver(1).phone().post(path, body).status()).isEqualTo(403);
    }

    @Test
    void recurrencesAreTheOffices() {
        String body = json(recurrence("x", "FREQ=DAILY", today().plusDays(1)));
        assertThat(driver(1).phone().post(API, body).status()).isEqualTo(403);
        assertThat(driver(1).phone().get(API).status()).isEqualTo(403);
        assertThat(as(Role.SALESPERSON).get(API).status()).isEqualTo(200);
        assertThat(as(Role.SALESPERSON).post(API, body).status()).isEqualTo(403);
    }
}
