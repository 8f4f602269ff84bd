package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.Pictures;
import io.joblane.testing.Sites;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The work at a site as the agents' phones and the office see it. */
class VisitApiTests extends ApiTest {
    private static final Map<String, ?> AT_SITE = Map.of("lat", 40.70, "lng", -74.01, "accuracy", 8);
    private static final byte[] PHOTO = Pictures.jpeg(64, 48);

    @Autowired
    Outbox outbox;

    @Autowired
    Transactions transactions;

    private record Visit(UUID job, UUID id, Driver driver) {}

    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void anAgentChecksInBringsWhatIsWantedAndChecksOut() {
        Visit visit = visit("Installation");
        Driver driver = visit.driver();
        String own = "/api/v1/mobile/jobs/" + visit.job();
        JsonNode checkIn = jobTask(driver, visit.job(), "visit.checkIn");
        assertThat(checkIn.path("subjectId").asString()).isEqualTo(visit.id().toString());
        assertThat(checkIn.path("outcomes").valueStream().map(JsonNode::asString))
                .containsExactly("done");
        assertCode(
                409,
                "job_not_yours_now",
                driver.phone().upload(own + "/photos?fileId=" + UUID.randomUUID(), PHOTO, "image/jpeg"));
        assertCode(409, "job_not_yours_now", driver.phone().post(own + "/notes", note(UUID.randomUUID(), "early")));
        Answer away = complete(driver.phone(), checkIn, tap("done", Map.of("lat", 40.71, "lng", -74.01)));
        assertCode(422, "outside_site", away);
        assertThat(away.json().path("metres").asInt()).isBetween(1100, 1125);
        ok(200, complete(driver.phone(), checkIn, tap("done", AT_SITE)));

        JsonNode checkOut = jobTask(driver, visit.job(), "visit.checkOut");
        assertCode(422, "photos_missing", complete(driver.phone(), checkOut, tap("done", Map.of())));
        UUID photo = UUID.randomUUID();
        ok(201, driver.phone().upload(own + "/photos?fileId=" + photo + "&lat=40.7&lng=-74.01", PHOTO, "image/jpeg"));
        ok(200, driver.phone().upload(own + "/photos?fileId=" + photo + "&lat=40.7&lng=-74.01", PHOTO, "image/jpeg"));
        ok(201, driver.phone().upload(own + "/photos?fileId=" + UUID.randomUUID(), PHOTO, "image/jpeg"));
        assertCode(422, "signature_missing", complete(driver.phone(), checkOut, tap("done", Map.of())));
        ok(
                201,
                driver.phone()
                        .upload(
                                own + "/signature?fileId=" + UUID.randomUUID() + "&signer=Mrs.%20Hall",
                                Pictures.png(90, 30),
                                "image/png"));
        UUID noteId = UUID.randomUUID();
        JsonNode note = ok(201, driver.phone().post(own + "/notes", note(noteId, "Old valve was stuck")))
                .json();
        assertThat(ok(200, driver.phone().post(own + "/notes", note(noteId, "Old valve was stuck")))
                        .json())
                .isEqualTo(note);
        assertCode(422, "note_id_reused", driver.phone().post(own + "/notes", note(noteId, "Something else")));
        ok(200, complete(driver.phone(), checkOut, tap("done", Map.of("notes", "All done"))));

        String office = "/api/v1/jobs/" + visit.job();
        JsonNode seen = ok(200, dispatcher().get(office + "/visits"))
                .json()
                .path("items")
                .path(0);
        assertThat(seen.path("status").asString()).isEqualTo("completed");
        assertThat(seen.path("outside").asBoolean()).isFalse();
        assertThat(seen.path("metres").asInt()).isZero();
        assertThat(seen.path("photos").asInt()).isEqualTo(2);
        assertThat(seen.path("signed").asBoolean()).isTrue();
        assertThat(seen.path("workNotes").asString()).isEqualTo("All done");
        assertThat(ok(200, dispatcher().get(office + "/files")).json().path("items"))
                .hasSize(3);
        assertThat(ok(200, dispatcher().get(office + "/notes"))
                        .json()
                        .path("items")
                        .path(0))
                .isEqualTo(note);
        assertThat(ok(200, driver.phone().get(own + "/files")).json().path("items"))
                .hasSize(3);
        assertThat(ok(200, driver.phone().get(own + "/notes")).json().path("items"))
                .hasSize(1);
        assertThat(dispatcher().download("/api/v1/files/" + photo + "/content").body())
                .isEqualTo(PHOTO);
        await(
                "it is written down what was earned",
                () -> !driver.phone()
                        .get("/api/v1/mobile/earnings")
                        .json()
                        .path("items")
                        .isEmpty());
        JsonNode earned = driver.phone()
                .get("/api/v1/mobile/earnings")
                .json()
                .path("items")
                .path(0);
        assertThat(earned.path("jobs").asInt()).isEqualTo(1);
        assertThat(ok(200, dispatcher().get("/api/v1/agents/" + driver.id() + "/earnings?by=week"))
                        .json()
                        .path("items"))
                .hasSize(1);

        // For a day afterwards what was forgotten can be sent.
        ok(201, driver.phone().upload(own + "/photos?fileId=" + UUID.randomUUID(), PHOTO, "image/jpeg"));
        in(() -> world.jdbc
                .sql("UPDATE assignment SET checked_out_at = ? WHERE id = ?")
                .param(Timestamp.from(now().minus(Duration.ofHours(24)).minusSeconds(5)))
                .param(visit.id())
                .update());
        assertCode(
                409,
                "job_not_yours_now",
                driver.phone().upload(own + "/photos?fileId=" + UUID.randomUUID(), PHOTO, "image/jpeg"));
    }

    @Test
    void othersSitesAreNotThere() {
        Visit visit = visit("gardening");
        Driver other = driver(2);
        ok(
                200,
                complete(
                        visit.driver().phone(),
                        jobTask(visit.driver(), visit.job(), "visit.checkIn"),
                        tap("done", AT_SITE)));
        JsonNode checkOut = jobTask(visit.driver(), visit.job(), "visit.checkOut");
        String own = "/api/v1/mobile/jobs/" + visit.job();
        UUID photo = UUID.randomUUID();
        ok(201, visit.driver().phone().upload(own + "/photos?fileId=" + photo, PHOTO, "image/jpeg"));
        ok(201, visit.driver().phone().post(own + "/notes", note(UUID.randomUUID(), "x")));

        for (Answer answer : List.of(
                other.phone().get(own + "/files"),
                other.phone().get(own + "/notes"),
                other.phone().post(own + "/notes", note(UUID.randomUUID(), "x")),
                other.phone().upload(own + "/photos?fileId=" + UUID.randomUUID(), PHOTO, "image/jpeg"),
                other.phone().upload(own + "/signature?fileId=" + UUID.randomUUID(), Pictures.png(9, 9), "image/png"),
                dispatcher().get("/api/v1/jobs/" + UUID.randomUUID() + "/visits"),
                dispatcher().get("/api/v1/jobs/" + UUID.randomUUID() + "/files"),
                dispatcher().get("/api/v1/jobs/" + UUID.randomUUID() + "/notes"))) {
            assertCode(404, "job_unknown", answer);
        }
        assertCode(404, "file_unknown", other.phone().get("/api/v1/mobile/files/" + photo + "/content"));
        assertCode(404, "task_not_found", complete(other.phone(), checkOut, tap("done", Map.of())));
        assertCode(403, "forbidden", other.phone().get("/api/v1/jobs/" + visit.job() + "/visits"));
        assertCode(403, "forbidden", dispatcher().get(own + "/files"));
        ok(200, complete(visit.driver().phone(), checkOut, tap("done", Map.of())));
    }

    /** Two agents of one job: each sees their own, the office both. */
    @Test
    void eachAgentOfAJobSeesTheirOwn() {
        Visit first = visit("gardening");
        Visit second = join(first.job(), driver(1));
        for (Visit visit : List.of(first, second)) {
            ok(
                    200,
                    complete(
                            visit.driver().phone(),
                            jobTask(visit.driver(), visit.job(), "visit.checkIn"),
                            tap("done", AT_SITE)));
            ok(
                    201,
                    visit.driver()
                            .phone()
                            .upload(
                                    "/api/v1/mobile/jobs/" + visit.job() + "/photos?fileId=" + UUID.randomUUID(),
                                    PHOTO,
                                    "image/jpeg"));
            ok(
                    201,
                    visit.driver()
                            .phone()
                            .post("/api/v1/mobile/jobs/" + visit.job() + "/notes", note(UUID.randomUUID(), "x")));
        }
        for (Visit visit : List.of(first, second)) {
            assertThat(visit.driver()
                            .phone()
                            .get("/api/v1/mobile/jobs/" + visit.job() + "/files")
                            .json()
                            .path("items"))
                    .hasSize(1);
            assertThat(visit.driver()
                            .phone()
                            .get("/api/v1/mobile/jobs/" + visit.job() + "/notes")
                            .json()
                            .path("items"))
                    .hasSize(1);
        }
        assertThat(dispatcher()
                        .get("/api/v1/jobs/" + first.job() + "/files")
                        .json()
                        .path("items"))
                .hasSize(2);
        assertThat(dispatcher()
                        .get("/api/v1/jobs/" + first.job() + "/notes")
                        .json()
                        .path("items"))
                .hasSize(2);
        assertThat(dispatcher()
                        .get("/api/v1/jobs/" + first.job() + "/visits")
                        .json()
                        .path("items"))
                .hasSize(2);
        for (Visit visit : List.of(first, second)) {
            ok(
                    200,
                    complete(
                            visit.driver().phone(),
                            jobTask(visit.driver(), visit.job(), "visit.checkOut"),
                            tap("done", Map.of())));
        }
    }

    @Test
    void nonsenseIsRefused() {
        Visit visit = visit("gardening");
        Driver driver = visit.driver();
        JsonNode checkIn = jobTask(driver, visit.job(), "visit.checkIn");
        for (Map<String, ?> data : List.of(
                Map.of("lat", 91, "lng", 0),
                Map.of("lat", "north", "lng", 0),
                Map.of("lat", 1),
                Map.of("lat", 40.7, "lng", -74.01, "accuracy", -1),
                Map.of("reason", List.of(1)))) {
            Answer answer = complete(driver.phone(), checkIn, tap("done", data));
            assertCode(422, "invalid_check_in", answer);
        }
        ok(200, complete(driver.phone(), checkIn, tap("done", AT_SITE)));
        JsonNode checkOut = jobTask(driver, visit.job(), "visit.checkOut");
        assertCode(
                422,
                "notes_too_long",
                complete(driver.phone(), checkOut, tap("done", Map.of("notes", "x".repeat(2001)))));
        String notes = "/api/v1/mobile/jobs/" + visit.job() + "/notes";
        assertCode(400, "validation_failed", driver.phone().post(notes, note(UUID.randomUUID(), " ")));
        assertCode(400, "validation_failed", driver.phone().post(notes, note(UUID.randomUUID(), "x".repeat(2001))));
        ok(200, complete(driver.phone(), checkOut, tap("done", Map.of())));
    }

    private Visit visit(String type) {
        Driver driver = driver(1);
        UUID job = in(
                () -> transactions.run(() -> sites().job(type, "standard", now().plus(Duration.ofMinutes(10)), null)));
        return join(job, driver);
    }

    private Visit join(UUID job, Driver driver) {
        return in(() -> transactions.run(() -> {
            UUID assignment = sites().assignment(job, driver.id(), "accepted", now());
            sites().announce(company(), job, assignment, driver.id(), "standard");
            return new Visit(job, assignment, driver);
        }));
    }

    private Sites sites() {
        return new Sites(world.jdbc, outbox);
    }

    private JsonNode jobTask(Driver driver, UUID job, String type) {
        JsonNode[] found = new JsonNode[1];
        await(type + " of " + job, () -> {
            for (JsonNode task :
                    driver.phone().get("/api/v1/mobile/tasks?limit=200").json().path("items")) {
                if (task.path("jobId").asString("").equals(job.toString())
                        && task.path("type").asString().equals(type)) {
                    found[0] = task;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    private String note(UUID id, String text) {
        return json(Map.of("id", id, "occurredAt", "2026-06-01T12:00:00Z", "text", text));
    }

    private static void assertCode(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
