package io.joblane.mobile.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What was done with a phone that was away. */
class PhoneActionsTests extends ApiTest {
    private static final String ACTIONS = "/api/v1/mobile/sync/actions";
    private static final List<String> STATUSES = List.of(
            "pending",
            "awaiting_assignment",
            "assigned",
            "accepted",
            "en_route_pickup",
            "arrived",
            "in_progress",
            "completed",
            "invoiced");

    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    private static Map<String, Object> action(String kind, Instant at, Object... more) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("actionId", UUID.randomUUID());
        action.put("kind", kind);
        action.put("occurredAt", at);
        for (int i = 0; i < more.length; i += 2) {
            action.put((String) more[i], more[i + 1]);
        }
        return action;
    }

    private static JsonNode send(ApiClient phone, List<?> actions) {
        return ok(200, phone.post(ACTIONS, json(Map.of("actions", actions))))
                .json()
                .path("answers");
    }

    private static List<String> results(JsonNode answers) {
        return answers.valueStream()
                .map(answer -> answer.path("result").asString())
                .toList();
    }

    /** A whole trip, tapped without a network: of its tasks the phone has seen the first only. */
    private List<Map<String, Object>> trip(UUID booking, String offer) {
        Instant start = now().minus(Duration.ofMinutes(50));
        return List.of(
                action("task", start, "taskId", offer, "outcome", "accepted"),
                action("location", start.plusSeconds(60), "lat", 40.75, "lng", -73.98),
                step(booking, start.plusSeconds(120), "booking.startPickup", Map.of()),
                step(booking, start.plusSeconds(600), "booking.arrived", Map.of()),
                step(booking, start.plusSeconds(700), "booking.customerOnBoard", Map.of()),
                action("location", start.plusSeconds(1000), "lat", 40.76, "lng", -73.97),
                step(
                        booking,
                        start.plusSeconds(2000),
                        "booking.completeTrip",
                        Map.of("distanceKm", 4.2, "durationMinutes", 18, "waitingMinutes", 3, "notes", "x")));
    }

    private static Map<String, Object> step(UUID booking, Instant at, String type, Map<String, ?> data) {
        return action("task", at, "taskType", type, "about", booking, "outcome", "done", "data", data);
    }

    private List<String> statuses(UUID booking) {
        return ok(200, dispatcher().get(BOOKINGS + "/" + booking + "/timeline"))
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("newStatus").asString(""))
                .filter(status -> !status.isEmpty())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTripInAnyOrderAndTwiceEndsAsItHappened(long seed) {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        String offer =
                task(driver.phone(), booking, "dispatch.acceptTrip").path("id").asString();
        List<Map<String, Object>> actions = new ArrayList<>(trip(booking, offer));
        List<Map<String, Object>> twice = new ArrayList<>(actions);
        twice.addAll(actions);
        Collections.shuffle(twice, new Random(seed));

        JsonNode answers = send(driver.phone(), twice);

        assertThat(results(answers)).as(answers.toString()).containsOnly("done");
        for (int i = 0; i < twice.size(); i++) {
            assertThat(answers.get(i).path("actionId").asString())
                    .isEqualTo(twice.get(i).get("actionId").toString());
        }
        awaitStatus(booking, "invoiced");
        assertThat(statuses(booking)).isEqualTo(STATUSES);
        // And all of it once more, later.
        Collections.shuffle(twice, new Random(seed + 10));
        assertThat(results(send(driver.phone(), twice))).containsOnly("done");
        assertThat(statuses(booking)).isEqualTo(STATUSES);
        assertThat(ok(200, dispatcher().get("/api/v1/invoices?bookingId=" + booking))
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void requestsThatOvertakeEachOtherAreSentAgainUntilAllIsDone(long seed) {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        String offer =
                task(driver.phone(), booking, "dispatch.acceptTrip").path("id").asString();
        List<Map<String, Object>> queue = new ArrayList<>(trip(booking, offer));
        Collections.shuffle(queue, new Random(seed));
        int rounds = 0;
        while (!queue.isEmpty()) {
            assertThat(rounds++).isLessThan(40);
            List<Map<String, Object>> batch = new ArrayList<>(queue.subList(0, Math.min(2, queue.size())));
            JsonNode answers = send(driver.phone(), batch);
            for (int i = 0; i < batch.size(); i++) {
                queue.remove(batch.get(i));
                String result = answers.get(i).path("result").asString();
                if (result.equals("not_yet")) {
                    assertThat(answers.get(i).path("code").asString()).isEqualTo("step_before_missing");
                    queue.add(batch.get(i));
                } else {
                    assertThat(result).as(answers.get(i).toString()).isEqualTo("done");
                }
            }
        }
        awaitStatus(booking, "invoiced");
        assertThat(statuses(booking)).isEqualTo(STATUSES);
    }

    @Test
    void twoRequestsWithTheSameQueueAtOnceDoItOnce() {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        String offer =
                task(driver.phone(), booking, "dispatch.acceptTrip").path("id").asString();
        List<Map<String, Object>> actions = trip(booking, offer);

        List<JsonNode> both = atOnce(4, () -> send(driver.phone(), actions));

        both.forEach(
                answers -> assertThat(results(answers)).as(answers.toString()).containsOnly("done"));
        awaitStatus(booking, "invoiced");
        assertThat(statuses(booking)).isEqualTo(STATUSES);
    }

    @Test
    void whoseTripWentToSomebodyElseIsToldSo() {
        Driver away = driver(0.3);
        Driver other = driver(0.5);
        UUID booking = placeNow();
        JsonNode offer = task(away.phone(), booking, "dispatch.acceptTrip");
        ok(200, complete(away.phone(), offer, tap("accepted", Map.of())));
        JsonNode start = task(away.phone(), booking, "booking.startPickup");
        ok(
                201,
                admin().post(
                                BOOKINGS + "/" + booking + "/assignments",
                                json(Map.of("agentId", other.id(), "force", true, "reason", "no answer"))));
        task(other.phone(), booking, "dispatch.acceptTrip");

        JsonNode answers = send(
                away.phone(),
                List.of(
                        action(
                                "task",
                                now().minusSeconds(90),
                                "taskId",
                                start.path("id").asString(),
                                "outcome",
                                "done"),
                        step(booking, now().minusSeconds(60), "booking.arrived", Map.of()),
                        action("location", now().minusSeconds(30), "lat", 40.7, "lng", -74.0)));

        assertThat(results(answers))
                .as(answers.toString())
                .containsExactly("no_longer_possible", "no_longer_possible", "done");
        assertThat(answers.at("/0/reason").asString()).isEqualTo("This was given to somebody else.");
        assertThat(answers.at("/1/reason").asString()).isEqualTo("This was given to somebody else.");
        assertThat(currentAgent(booking)).isEqualTo(other.id().toString());
    }

    @Test
    void oneThatIsWrongStopsNoOther() {
        Driver driver = driver(1);
        UUID known = UUID.randomUUID();
        Instant at = now().minusSeconds(10);
        List<Object> actions = new ArrayList<>(List.of(
                action("location", at, "lat", 200, "lng", 0),
                action("location", at, "lat", "north", "lng", 0),
                action("location", at, "lat", 40.7),
                action("dance", at),
                action("task", at, "outcome", "done"),
                action("task", at, "taskId", UUID.randomUUID(), "outcome", "done"),
                action("task", at, "taskType", "booking.arrived", "about", UUID.randomUUID(), "outcome", "done"),
                action("status", at, "status", "asleep"),
                action("notification_read", at, "notificationId", UUID.randomUUID()),
                action("availability", at, "date", LocalDate.of(2020, 1, 1), "available", true),
                action("location", at, "lat", 40.7, "lng", -74.0, "colour", "red"),
                action("location", now().minus(Duration.ofDays(31)), "lat", 40.7, "lng", -74.0),
                Map.of("kind", "location", "lat", 1, "lng", 1, "occurredAt", at),
                "text",
                List.of()));
        actions.add(Map.of("actionId", known, "kind", "location", "lat", 40.7001, "lng", -74.0, "occurredAt", now()));

        JsonNode answers = send(driver.phone(), actions);

        assertThat(results(answers))
                .as(answers.toString())
                .containsExactly(
                        "refused",
                        "refused",
                        "refused",
                        "refused",
                        "refused",
                        "no_longer_possible",
                        "no_longer_possible",
                        "refused",
                        "no_longer_possible",
                        "no_longer_possible",
                        "refused",
                        "no_longer_possible",
                        "refused",
                        "refused",
                        "refused",
                        "done");
        assertThat(answers.at("/0/code").asString()).isEqualTo("validation_failed");
        assertThat(answers.at("/12/actionId").isNull()).isTrue();
        assertThat(answers.at("/15/actionId").asString()).isEqualTo(known.toString());
        for (int i = 0; i < 15; i++) {
            assertThat(answers.get(i).path("reason").asString(""))
                    .as(answers.get(i).toString())
                    .endsWith(".");
        }
        assertThat(ok(200, driver.phone().get("/api/v1/mobile/me"))
                        .json()
                        .at("/position/lat")
                        .asDouble())
                .isEqualTo(40.7001);
    }

    @Test
    void aBatchHasItsLimit() {
        ApiClient phone = driver(1).phone();
        assertThat(phone.post(ACTIONS, "{\"actions\":[]}").code()).isEqualTo("validation_failed");
        assertThat(phone.post(ACTIONS, json(Map.of("actions", Collections.nCopies(201, Map.of()))))
                        .code())
                .isEqualTo("validation_failed");
        assertThat(phone.post(ACTIONS, "{}").status()).isEqualTo(400);
        assertThat(dispatcher().post(ACTIONS, "{\"actions\":[{}]}").status()).isEqualTo(403);
        assertThat(send(phone, Collections.nCopies(200, Map.of()))).hasSize(200);
    }

    @Test
    void aPhoneWhoseClockIsAheadIsTakenAtNow() {
        Driver driver = driver(1);
        Instant future = now().plus(Duration.ofHours(3));
        Map<String, Object> status = action("status", future, "status", "on_break");
        Map<String, Object> back = action("status", future.plusSeconds(5), "status", "active");

        JsonNode answers = send(driver.phone(), List.of(back, status));

        assertThat(results(answers)).containsExactly("done", "done");
        assertThat(instant(answers.at("/0/countedAs"))).isBefore(now().plusSeconds(1));
        assertThat(me(driver)).isEqualTo("active");
        // Once more, and nothing is done again.
        ok(200, driver.phone().send("PUT", "/api/v1/mobile/status", "{\"status\":\"on_break\"}"));
        assertThat(results(send(driver.phone(), List.of(status, back)))).containsExactly("done", "done");
        assertThat(me(driver)).isEqualTo("on_break");
        back.put("status", "off_duty");
        assertThat(send(driver.phone(), List.of(back)).at("/0/code").asString()).isEqualTo("action_id_reused");
    }

    private static String me(Driver driver) {
        return ok(200, driver.phone().get("/api/v1/mobile/me"))
                .json()
                .path("status")
                .asString();
    }

    @Test
    void anActionWaitsForTheWorkingStateItNeeds() {
        Driver driver = driver(1);
        Instant at = now().minusSeconds(100);
        JsonNode answers = send(
                driver.phone(),
                List.of(
                        action("location", at.plusSeconds(2), "lat", 40.0, "lng", -74.0),
                        action("status", at.plusSeconds(1), "status", "on_break"),
                        action("status", at.plusSeconds(3), "status", "active"),
                        action("location", at.plusSeconds(4), "lat", 40.5, "lng", -74.0)));
        assertThat(results(answers)).containsExactly("not_yet", "done", "done", "done");
        assertThat(answers.at("/0/code").asString()).isEqualTo("agent_status");
    }

    @Test
    void anotherWordOnADaySinceThenCounts() {
        Driver driver = driver(1);
        LocalDate day = LocalDate.ofInstant(now(), java.time.ZoneId.of("America/New_York"))
                .plusDays(9);
        Instant away = now().minusSeconds(60);
        assertThat(results(
                        send(driver.phone(), List.of(action("availability", now(), "date", day, "available", false)))))
                .containsExactly("done");

        JsonNode late = send(driver.phone(), List.of(action("availability", away, "date", day, "available", true)));

        assertThat(results(late)).containsExactly("no_longer_possible");
        assertThat(late.at("/0/reason").asString()).isEqualTo("This day was changed since.");
    }
}
