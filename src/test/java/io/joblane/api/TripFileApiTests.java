package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.Pictures;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Photos and signatures of trips: who may send them, who sees them, and how they are given out. */
class TripFileApiTests extends ApiTest {
    private static final byte[] PHOTO = Pictures.jpeg(64, 48);

    @Value("${joblane.data}")
    private Path data;

    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void aPhotoIsKeptListedAndGivenOutAsAnAttachment() {
        Driver driver = driver(0.3);
        UUID booking = accepted(driver);
        UUID id = UUID.randomUUID();

        Answer sent = driver.phone()
                .upload(
                        photos(booking, id)
                                + "&takenAt=2026-06-01T12:00:00Z&lat=40.75&lng=-73.98&name=..%2Froof%20%221%22.jpg",
                        PHOTO,
                        "image/jpeg");

        JsonNode file = ok(201, sent).json();
        assertThat(sent.header("Location")).isEqualTo("/api/v1/mobile/files/" + id + "/content");
        assertThat(file.path("name").asString()).isEqualTo("roof _1_.jpg");
        assertThat(file.path("kind").asString()).isEqualTo("photo");
        assertThat(file.path("contentType").asString()).isEqualTo("image/jpeg");
        assertThat(file.path("size").asInt()).isEqualTo(PHOTO.length);
        assertThat(file.path("position").path("lat").asDouble()).isEqualTo(40.75);
        assertThat(file.path("takenAt").asString()).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(file.path("uploadedBy").asString()).contains("(agent)");
        assertThat(file.has("storageKey")).isFalse();
        assertThat(file.has("deleted")).isFalse();
        for (JsonNode list : List.of(
                ok(200, dispatcher().get(BOOKINGS + "/" + booking + "/files")).json(),
                ok(200, driver.phone().get("/api/v1/mobile/bookings/" + booking + "/files"))
                        .json())) {
            assertThat(list.path("items")).hasSize(1);
            assertThat(list.path("items").path(0)).isEqualTo(file);
        }
        for (HttpResponse<byte[]> answer : List.of(
                dispatcher().download("/api/v1/files/" + id + "/content"),
                driver.phone().download("/api/v1/mobile/files/" + id + "/content"))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(PHOTO);
            assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
            assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(PHOTO.length));
            assertThat(header(answer, "Content-Disposition"))
                    .startsWith("attachment;")
                    .contains("roof");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Content-Security-Policy")).startsWith("sandbox;");
            assertThat(header(answer, "Cache-Control")).contains("private", "no-cache");
        }
    }

    @Test
    void aPhoneThatSendsItTwiceHasSentItOnce() {
        Driver driver = driver(0.3);
        UUID booking = accepted(driver);
        UUID id = UUID.randomUUID();
        JsonNode first = ok(201, driver.phone().upload(photos(booking, id), PHOTO, "image/jpeg"))
                .json();

        assertThat(ok(200, driver.phone().upload(photos(booking, id), PHOTO, "image/jpeg"))
                        .json())
                .isEqualTo(first);
        assertThat(dispatcher().get(BOOKINGS + "/" + booking + "/files").json().path("items"))
                .hasSize(1);
        Answer asSignature = driver.phone().upload(signature(booking, id), Pictures.png(9, 9), "image/png");
        assertThat(asSignature.status()).isEqualTo(422);
        assertThat(asSignature.code()).isEqualTo("file_id_reused");
    }

    @Test
    void theLastSignatureCounts() {
        Driver driver = driver(0.3);
        UUID booking = accepted(driver);
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        ok(201, driver.phone().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg"));
        ok(201, driver.phone().upload(signature(booking, first) + "&signer=Carla", Pictures.png(90, 30), "image/png"));
        ok(
                201,
                driver.phone()
                        .upload(signature(booking, second) + "&signer=Carl%20M.", Pictures.png(90, 31), "image/png"));

        JsonNode files =
                dispatcher().get(BOOKINGS + "/" + booking + "/files").json().path("items");
        assertThat(files.valueStream().map(file -> file.path("kind").asString()))
                .containsExactly("photo", "signature");
        assertThat(files.path(1).path("id").asString()).isEqualTo(second.toString());
        assertThat(files.path(1).path("signer").asString()).isEqualTo("Carl M.");
        assertThat(dispatcher().get("/api/v1/files/" + first).status()).isEqualTo(404);
    }

    @Test
    void onlyTheAgentWhoHasTheTripAndOnlyWhileTheyHaveIt() {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        task(driver.phone(), booking, "dispatch.acceptTrip");
        assertCode(
                409,
                "trip_not_yours_now",
                driver.phone().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg"));

        step(driver, booking, "dispatch.acceptTrip", "accepted");
        Driver other = driver(5);
        UUID id = UUID.randomUUID();
        ok(201, driver.phone().upload(photos(booking, id), PHOTO, "image/jpeg"));
        assertCode(
                404, "booking_unknown", other.phone().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg"));
        assertCode(404, "booking_unknown", other.phone().get("/api/v1/mobile/bookings/" + booking + "/files"));
        assertCode(404, "file_unknown", other.phone().get("/api/v1/mobile/files/" + id + "/content"));
        assertCode(403, "forbidden", driver.phone().get("/api/v1/files/" + id + "/content"));
        assertCode(403, "forbidden", driver.phone().get(BOOKINGS + "/" + booking + "/files"));
        assertCode(403, "forbidden", as(Role.SALESPERSON).get("/api/v1/files/" + id + "/content"));
        assertCode(403, "forbidden", dispatcher().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg"));
        for (String path : List.of(
                "/api/v1/files/" + id, "/api/v1/files/" + id + "/content", "/api/v1/mobile/files/" + id + "/content")) {
            assertThat(nobody().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(nobody().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg")
                        .status())
                .isEqualTo(401);

        for (String type :
                List.of("booking.startPickup", "booking.arrived", "booking.customerOnBoard", "booking.completeTrip")) {
            step(driver, booking, type, "done");
        }
        ok(201, driver.phone().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg"));
        in(() -> world.jdbc
                .sql("UPDATE assignment SET completed_at = ? WHERE booking_id = ?")
                .param(Timestamp.from(now().minus(Duration.ofHours(24)).minusSeconds(5)))
                .param(booking)
                .update());
        assertCode(
                409,
                "trip_not_yours_now",
                driver.phone().upload(photos(booking, UUID.randomUUID()), PHOTO, "image/jpeg"));
    }

    @Test
    void anIdOfAnotherAgentsFileTellsNothingOfIt() {
        List<Driver> drivers = drivers(2, 0.3);
        UUID first = placeNow();
        Driver owner =
                drivers.stream().filter(d -> isAsked(d, first)).findFirst().orElseThrow();
        step(owner, first, "dispatch.acceptTrip", "accepted");
        UUID id = UUID.randomUUID();
        ok(201, owner.phone().upload(photos(first, id), PHOTO, "image/jpeg"));
        Driver other = drivers.get(0) == owner ? drivers.get(1) : drivers.get(0);
        UUID second = accepted(other);

        assertCode(422, "file_id_reused", other.phone().upload(photos(second, id), Pictures.png(8, 8), "image/png"));
        assertThat(owner.phone()
                        .download("/api/v1/mobile/files/" + id + "/content")
                        .body())
                .isEqualTo(PHOTO);
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItIsCalled() throws Exception {
        Driver driver = driver(0.3);
        UUID booking = accepted(driver);
        String path = photos(booking, UUID.randomUUID());
        ApiClient phone = driver.phone();
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

        assertCode(415, "unsupported_file_type", phone.upload(path, page, "image/jpeg"));
        assertCode(415, "unsupported_media_type", phone.upload(path, PHOTO, "multipart/form-data; boundary=x"));
        assertCode(415, "unsupported_media_type", phone.upload(path, PHOTO, "application/x-www-form-urlencoded"));
        assertCode(
                415,
                "unsupported_content_encoding",
                phone.with("Content-Encoding", "gzip").upload(path, PHOTO, "image/jpeg"));
        assertCode(422, "file_empty", phone.upload(path, new byte[0], "image/jpeg"));
        assertCode(422, "image_unreadable", phone.upload(path, Arrays.copyOf(PHOTO, 24), "image/jpeg"));
        assertCode(413, "file_too_large", phone.upload(path, Arrays.copyOf(PHOTO, 10 * 1024 * 1024 + 1), "image/jpeg"));
        assertCode(
                413,
                "file_too_large",
                phone.upload(
                        signature(booking, UUID.randomUUID()),
                        Arrays.copyOf(Pictures.png(9, 9), 200 * 1024 + 1),
                        "image/png"));
        String route = "/api/v1/mobile/bookings/" + booking + "/photos";
        assertCode(400, "validation_failed", phone.upload(route, PHOTO, "image/jpeg"));
        assertCode(400, "validation_failed", phone.upload(route + "?fileId=x", PHOTO, "image/jpeg"));
        assertCode(400, "validation_failed", phone.upload(path + "&lat=1", PHOTO, "image/jpeg"));
        assertCode(400, "validation_failed", phone.upload(path + "&lat=NaN&lng=1", PHOTO, "image/jpeg"));
        assertCode(400, "validation_failed", phone.upload(path + "&lat=91&lng=1", PHOTO, "image/jpeg"));
        assertCode(400, "validation_failed", phone.upload(path + "&takenAt=yesterday", PHOTO, "image/jpeg"));

        assertThat(dispatcher().get(BOOKINGS + "/" + booking + "/files").json().path("items"))
                .isEmpty();
        try (Stream<Path> left = Files.list(data.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
        // Ten megabytes and not a byte more; what follows the picture's end is nobody's business.
        ok(201, phone.upload(path, Arrays.copyOf(PHOTO, 10 * 1024 * 1024), "image/jpeg"));
    }

    @Test
    void theOfficeRemovesAFileAndAPhoneCannotSendItAgain() {
        Driver driver = driver(0.3);
        UUID booking = accepted(driver);
        UUID id = UUID.randomUUID();
        ok(201, driver.phone().upload(photos(booking, id), PHOTO, "image/jpeg"));

        ok(204, dispatcher().send("DELETE", "/api/v1/files/" + id, null));

        assertCode(404, "file_unknown", dispatcher().get("/api/v1/files/" + id));
        assertCode(404, "file_unknown", dispatcher().send("DELETE", "/api/v1/files/" + id, null));
        assertCode(404, "file_unknown", driver.phone().get("/api/v1/mobile/files/" + id + "/content"));
        ok(200, driver.phone().upload(photos(booking, id), PHOTO, "image/jpeg"));
        assertThat(dispatcher().get(BOOKINGS + "/" + booking + "/files").json().path("items"))
                .isEmpty();
        JsonNode audit = ok(200, admin().get("/api/v1/audit?entity=stored_file&id=" + id))
                .json()
                .path("items");
        assertThat(audit.valueStream().map(entry -> entry.path("action").asString()))
                .containsExactly("delete", "create");
        assertThat(audit.toString()).doesNotContain("storage_key");
    }

    private UUID accepted(Driver driver) {
        UUID booking = placeNow();
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        return booking;
    }

    private boolean isAsked(Driver driver, UUID booking) {
        awaitStatus(booking, "assigned");
        return currentAgent(booking).equals(driver.id().toString());
    }

    private static String photos(UUID booking, UUID id) {
        return "/api/v1/mobile/bookings/" + booking + "/photos?fileId=" + id;
    }

    private static String signature(UUID booking, UUID id) {
        return "/api/v1/mobile/bookings/" + booking + "/signature?fileId=" + id;
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static void assertCode(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
