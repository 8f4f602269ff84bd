package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main path and its forks, as dispatchers, admins and agents take it. */
class TripApiTests extends ApiTest {
    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void anIdlePhoneIsCalledAsSoonAsThereIsATask() {
        Driver near = driver(0.3);
        Answer nothing = ok(200, near.phone().get("/api/v1/mobile/tasks"));
        ApiClient waiting = near.phone().with("If-None-Match", String.valueOf(nothing.header("ETag")));
        assertThat(waiting.get("/api/v1/mobile/tasks?wait=1").status()).isEqualTo(304);

        CompletableFuture<Answer> call =
                CompletableFuture.supplyAsync(() -> waiting.get("/api/v1/mobile/tasks?wait=30"));
        UUID booking = placeNow();
        Answer called = ok(200, call.orTimeout(20, TimeUnit.SECONDS).join());

        JsonNode offer = called.json().path("items").path(0);
        assertThat(offer.path("bookingId").asString()).isEqualTo(booking.toString());
        ApiClient known = near.phone().with("If-None-Match", String.valueOf(called.header("ETag")));
        CompletableFuture<Answer> gone = CompletableFuture.supplyAsync(() -> known.get("/api/v1/mobile/tasks?wait=30"));
        ok(200, complete(near.phone(), offer, tap("declined", Map.of())));
        assertThat(ok(200, gone.orTimeout(20, TimeUnit.SECONDS).join()).json().path("items"))
                .isEmpty();
    }

    @Test
    void aPhoneWaitsForHalfAMinuteAtMost() {
        Driver driver = driver(0.3);

        assertThat(driver.phone().get("/api/v1/mobile/tasks?wait=31").status()).isEqualTo(400);
        assertThat(driver.phone().get("/api/v1/mobile/tasks?wait=-1").status()).isEqualTo(400);
    }

    @Test
    void aTripRunsFromTheOrderToTheRating() {
        Driver near = driver(0.3);
        Driver far = driver(15);
        UUID booking = placeNow();
        String path = BOOKINGS + "/" + booking;

        JsonNode offer = task(near.phone(), booking, "dispatch.acceptTrip");
        assertThat(offer.path("outcomes").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("accepted", "declined");
        assertThat(instant(offer.path("dueAt"))).isAfter(now());
        String accept = tap("accepted", Map.of());
        Answer accepted = ok(200, complete(near.phone(), offer, accept));
        assertThat(accepted.json().path("result").asString()).isEqualTo("done");
        assertThat(ok(200, complete(near.phone(), offer, accept)).text()).isEqualTo(accepted.text());
        Answer other = ok(422, complete(near.phone(), offer, accept.replace("accepted", "declined")));
        assertThat(other.code()).isEqualTo("action_id_reused");
        assertThat(ok(200, complete(near.phone(), offer, tap("accepted", Map.of())))
                        .json()
                        .path("result")
                        .asString())
                .isEqualTo("already_done");
        assertThat(ok(409, complete(near.phone(), offer, tap("declined", Map.of())))
                        .code())
                .isEqualTo("no_longer_possible");
        assertThat(complete(far.phone(), offer, tap("accepted", Map.of())).status())
                .isEqualTo(404);

        step(near, booking, "booking.startPickup", "done");
        Answer under = ok(200, near.phone().get("/api/v1/mobile/dashboard"));
        assertThat(under.json().path("activeTrip").path("bookingId").asString()).isEqualTo(booking.toString());
        assertThat(under.json().path("activeTrip").path("status").asString()).isEqualTo("en_route_pickup");
        assertThat(under.json().path("activeTrip").path("customer").path("name").asString())
                .isEqualTo("Carla Customer");
        step(near, booking, "booking.arrived", "done");
        step(near, booking, "booking.customerOnBoard", "done");
        JsonNode last = task(near.phone(), booking, "booking.completeTrip");
        assertThat(ok(422, complete(near.phone(), last, tap("done", Map.of("distanceKm", -1))))
                        .code())
                .isEqualTo("invalid_completion");
        assertThat(ok(422, complete(near.phone(), last, tap("perhaps", Map.of())))
                        .code())
                .isEqualTo("unknown_outcome");
        ok(
                200,
                complete(
                        near.phone(),
                        last,
                        tap(
                                "done",
                                Map.of("distanceKm", 4.2, "durationMinutes", 18, "waitingMinutes", 3, "notes", "x"))));
        awaitStatus(booking, "invoiced");

        Answer done = ok(200, dispatcher().get(path));
        assertThat(done.json().path("actualDistanceKm").asDouble()).isEqualTo(4.2);
        assertThat(done.json().path("assignment").path("agentId").asString())
                .isEqualTo(near.id().toString());
        JsonNode timeline = ok(200, dispatcher().get(path + "/timeline")).json().path("items");
        assertThat(timeline.valueStream()
                        .map(e -> e.path("newStatus").asString(""))
                        .filter(s -> !s.isEmpty()))
                .containsExactly(
                        "pending",
                        "awaiting_assignment",
                        "assigned",
                        "accepted",
                        "en_route_pickup",
                        "arrived",
                        "in_progress",
                        "completed",
                        "invoiced");
        assertThat(timeline.valueStream().map(e -> e.path("by").asString(""))).noneMatch(String::isEmpty);

        JsonNode invoices = ok(200, dispatcher().get("/api/v1/invoices?bookingId=" + booking))
                .json()
                .path("items");
        assertThat(invoices).hasSize(1);
        assertThat(invoices.path(0).path("number").asString()).matches("\\d{4}-\\d{6}");
        assertThat(ok(
                                200,
                                dispatcher()
                                        .get("/api/v1/invoices/"
                                                + invoices.path(0).path("id").asString()))
                        .json()
                        .path("bookingId")
                        .asString())
                .isEqualTo(booking.toString());
        JsonNode dashboard =
                ok(200, near.phone().get("/api/v1/mobile/dashboard")).json();
        assertThat(dashboard.path("stats").path("earnings").decimalValue())
                .isEqualByComparingTo(invoices.path(0)
                        .path("total")
                        .decimalValue()
                        .multiply(new BigDecimal("0.60"))
                        .setScale(2, RoundingMode.HALF_UP));
        assertThat(ok(409, dispatcher().post(path + "/cancel", "{\"reason\":\"too late\"}"))
                        .code())
                .isEqualTo("booking_invoiced");

        rate(booking, near);
    }

    private void rate(UUID booking, Driver driver) {
        Answer link = ok(201, dispatcher().post(BOOKINGS + "/" + booking + "/rating-links", null));
        String path = URI.create(link.json().path("url").asString()).getPath();
        ok(200, nobody().get(path));
        assertThat(nobody().post(path, "{\"stars\":6}").status()).isEqualTo(400);
        ok(204, nobody().post(path, "{\"stars\":4,\"comment\":\"smooth\"}"));
        assertThat(nobody().post(path, "{\"stars\":1}").status()).isIn(409, 410);
        JsonNode agent = dispatcher().get("/api/v1/agents/" + driver.id()).json();
        assertThat(agent.path("ratingCount").asInt()).isEqualTo(1);
        assertThat(agent.path("rating").asDouble()).isEqualTo(4.0);
        assertThat(agent.path("tripCount").asInt()).isEqualTo(1);
    }

    @Test
    void whyThisAgentIsAnswerable() {
        Driver near = driver(0.3);
        Driver far = driver(15);
        UUID booking = placeNow();
        task(near.phone(), booking, "dispatch.acceptTrip");

        JsonNode decision = ok(200, dispatcher().get(BOOKINGS + "/" + booking + "/dispatch-decisions"))
                .json()
                .path("items")
                .path(0);

        assertThat(decision.path("outcome").asString()).isEqualTo("assigned");
        assertThat(decision.path("agentId").asString()).isEqualTo(near.id().toString());
        assertThat(decision.path("decisionVersion").asInt()).isPositive();
        assertThat(decision.path("ranked")
                        .valueStream()
                        .map(c -> c.path("agentId").asString()))
                .containsExactly(near.id().toString(), far.id().toString());
        JsonNode criteria = decision.path("ranked").path(0).path("criteria");
        assertThat(criteria.valueStream().map(c -> c.path("criterion").asString("")))
                .contains("rating", "distance", "experience");
        assertThat(criteria.valueStream().map(c -> c.path("rule").asString(""))).noneMatch(String::isEmpty);
    }

    @Test
    void candidatesAreRankedWithoutBeingAsked() {
        UUID booking = place(laterOrder());
        Driver near = driver(0.3);
        Driver far = driver(15);
        ok(200, far.phone().send("PUT", "/api/v1/mobile/status", "{\"status\":\"on_break\"}"));

        JsonNode candidates = ok(200, dispatcher().get(BOOKINGS + "/" + booking + "/candidates"))
                .json();

        assertThat(candidates
                        .path("items")
                        .valueStream()
                        .map(c -> c.path("agentId").asString()))
                .containsExactly(near.id().toString());
        assertThat(candidates.path("rejectedCounts").isEmpty()).isFalse();
        assertThat(near.phone().get("/api/v1/mobile/tasks").json().path("items"))
                .isEmpty();
    }

    @Test
    void dispatchNowAsksThePreferredAgent() {
        driver(0.3);
        Driver preferred = driver(9);
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");

        Answer dispatched = ok(
                202,
                dispatcher()
                        .post(
                                BOOKINGS + "/" + booking + "/auto-dispatch",
                                json(Map.of("preferredAgentId", preferred.id()))));

        assertThat(dispatched.json().path("status").asString()).isEqualTo("assigned");
        assertThat(dispatched.json().path("assignment").path("agentId").asString())
                .isEqualTo(preferred.id().toString());
        assertThat(dispatched.json().path("decisionId").asString("")).isNotEmpty();
        Answer again = ok(409, dispatcher().post(BOOKINGS + "/" + booking + "/auto-dispatch", "{}"));
        assertThat(again.code()).isEqualTo("booking_already_assigned");
    }

    @Test
    void dispatchNowSaysWhenNobodyFits() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");

        Answer refused = ok(404, dispatcher().post(BOOKINGS + "/" + booking + "/auto-dispatch", null));

        assertThat(refused.code()).isEqualTo("nobody_available");
        assertThat(refused.json().path("decisionId").asString("")).isNotEmpty();
    }

    @Test
    void aDispatcherAssignsWhatNobodyTook() {
        UUID booking = placeNow();
        JsonNode[] task = new JsonNode[1];
        await("the task Assign by hand", () -> {
            task[0] = dispatcher()
                    .get("/api/v1/tasks")
                    .json()
                    .path("items")
                    .valueStream()
                    .filter(t -> t.path("bookingId").asString().equals(booking.toString()))
                    .findFirst()
                    .orElse(null);
            return task[0] != null;
        });
        assertThat(task[0].path("type").asString()).isEqualTo("dispatch.assignByHand");
        Driver driver = driver(2);

        Answer assigned = ok(
                201,
                dispatcher().post(BOOKINGS + "/" + booking + "/assignments", json(Map.of("agentId", driver.id()))));

        assertThat(assigned.json().path("method").asString()).isEqualTo("manual");
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        awaitStatus(booking, "accepted");
        assertThat(ok(200, dispatcher().get("/api/v1/tasks"))
                        .json()
                        .path("items")
                        .valueStream())
                .noneMatch(t -> t.path("bookingId").asString().equals(booking.toString()));
    }

    @Test
    void goingPastARuleNeedsAnAdminAndAReason() {
        Driver driver = driver(2);
        ok(200, driver.phone().send("PUT", "/api/v1/mobile/status", "{\"status\":\"off_duty\"}"));
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        String path = BOOKINGS + "/" + booking + "/assignments";

        assertThat(ok(409, dispatcher().post(path, json(Map.of("agentId", driver.id()))))
                        .code())
                .isEqualTo("agent_not_available");
        Map<String, Object> force = Map.of("agentId", driver.id(), "force", true, "reason", "asked for by name");
        assertThat(dispatcher().post(path, json(force)).status()).isEqualTo(403);
        assertThat(admin().post(path, json(Map.of("agentId", driver.id(), "force", true)))
                        .status())
                .isEqualTo(422);

        Answer forced = ok(201, admin().post(path, json(force)));

        assertThat(forced.json().path("method").asString()).isEqualTo("override");
        assertThat(dispatcher().get(BOOKINGS + "/" + booking + "/timeline").text())
                .contains("OVERRIDE");
    }

    @Test
    void anAdminTakesTheAgentOffAndTheNextOneIsAsked() {
        Driver first = driver(0.3);
        Driver second = driver(5);
        UUID booking = placeNow();
        step(first, booking, "dispatch.acceptTrip", "accepted");
        task(first.phone(), booking, "booking.startPickup");
        ok(200, first.phone().send("PUT", "/api/v1/mobile/status", "{\"status\":\"off_duty\"}"));
        String current = BOOKINGS + "/" + booking + "/assignments/current";

        assertThat(dispatcher().send("DELETE", current + "?reason=ill", null).status())
                .isEqualTo(403);
        assertThat(admin().send("DELETE", current, null).status()).isEqualTo(400);
        ok(204, admin().send("DELETE", current + "?reason=ill", null));

        step(second, booking, "dispatch.acceptTrip", "accepted");
        assertThat(currentAgent(booking)).isEqualTo(second.id().toString());
        await(
                "the former agent is told",
                () -> first.phone().get("/api/v1/notifications").text().contains("assignment_withdrawn"));
        await(
                "the former agent's task is gone",
                () -> first.phone()
                        .get("/api/v1/mobile/tasks")
                        .json()
                        .path("items")
                        .isEmpty());
    }

    @Test
    void anAgentSeesOnlyTheirOwn() {
        Driver own = driver(0.3);
        Driver other = driver(12);
        UUID booking = placeNow();
        JsonNode offer = task(own.phone(), booking, "dispatch.acceptTrip");
        await("the message", () -> !notifications(own.phone()).isEmpty());

        ok(200, own.phone().get(BOOKINGS + "/" + booking));
        ok(200, own.phone().get(BOOKINGS + "/" + booking + "/timeline"));
        assertThat(Pages.all(own.phone(), BOOKINGS + "?limit=10")).hasSize(1);

        for (String path : List.of(
                BOOKINGS + "/" + booking,
                BOOKINGS + "/" + booking + "/timeline",
                "/api/v1/mobile/tasks/" + offer.path("id").asString())) {
            assertThat(other.phone().get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(Pages.all(other.phone(), BOOKINGS + "?limit=10&agentId=" + own.id()))
                .isEmpty();
        assertThat(other.phone().get("/api/v1/mobile/tasks").json().path("items"))
                .isEmpty();
        assertThat(notifications(other.phone())).isEmpty();
        String message = notifications(own.phone()).get(0).path("id").asString();
        assertThat(other.phone()
                        .send("PUT", "/api/v1/notifications/" + message + "/read", null)
                        .status())
                .isEqualTo(404);
        ok(204, own.phone().send("PUT", "/api/v1/notifications/" + message + "/read", null));
        JsonNode dashboard = other.phone().get("/api/v1/mobile/dashboard").json();
        assertThat(dashboard.path("todayAssignments")).isEmpty();
        assertThat(dashboard.path("activeTrip").isNull()).isTrue();
    }

    @Test
    void whoDeclinedSeesTheBookingNoMore() {
        Driver own = driver(0.3);
        driver(12);
        UUID booking = placeNow();

        step(own, booking, "dispatch.acceptTrip", "declined");

        assertThat(own.phone().get(BOOKINGS + "/" + booking).status()).isEqualTo(404);
        await(
                "somebody else is asked",
                () -> !currentAgent(booking).isEmpty()
                        && !currentAgent(booking).equals(own.id().toString()));
    }

    @Test
    void tasksAreGivenPageByPage() {
        Driver driver = driver(0.3);
        for (int i = 0; i < 3; i++) {
            UUID booking = place(order(Duration.ofMinutes(100 + 200L * i)));
            await("opened", () -> !status(booking).equals("pending"));
            if (currentAgent(booking).isEmpty()) {
                admin().post(BOOKINGS + "/" + booking + "/auto-dispatch", "{}");
            }
            task(driver.phone(), booking, "dispatch.acceptTrip");
        }

        assertThat(Pages.all(driver.phone(), "/api/v1/mobile/tasks?limit=1").stream()
                        .map(t -> t.path("id").asString()))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    private static List<JsonNode> notifications(ApiClient phone) {
        return Pages.all(phone, "/api/v1/notifications?limit=50");
    }
}
