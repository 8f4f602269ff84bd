package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BookingApiTests extends ApiTest {
    @Test
    void aPlacedBookingIsAnsweredWithItsAddressItsVersionAndItsPrice() {
        Answer placed = ok(201, dispatcher().post(BOOKINGS, json(laterOrder())));

        JsonNode booking = placed.json();
        assertThat(placed.header("Location")).isEqualTo(BOOKINGS + "/" + id(placed));
        assertThat(placed.header("ETag"))
                .isEqualTo("\"" + booking.path("version").asInt() + "\"");
        assertThat(booking.path("reference").asString()).matches("BK-\\d{6}");
        assertThat(booking.path("status").asString()).isEqualTo("pending");
        assertThat(booking.path("priceEstimate").decimalValue()).isPositive();
        assertThat(booking.path("distanceKm").decimalValue()).isPositive();
        assertThat(booking.path("customer").path("name").asString()).isEqualTo("Carla Customer");

        awaitStatus(id(placed), "awaiting_assignment");
        Answer read = ok(200, dispatcher().get(placed.header("Location")));
        assertThat(read.json().path("timeline").path(0).path("newStatus").asString())
                .isEqualTo("pending");
        assertThat(read.header("ETag"))
                .isEqualTo("\"" + read.json().path("version").asInt() + "\"");
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        ObjectNode order = laterOrder();
        order.put("passengers", 0).put("luggage", -1).put("notes", "n".repeat(2001));
        ((ObjectNode) order.path("customer"))
                .put("email", "nobody")
                .put("name", " ")
                .put("phone", "call me");
        ((ObjectNode) order.path("pickup")).put("lat", 91).remove("address");
        order.remove("dropoff");
        order.remove("vehicleType");

        Answer refused = ok(400, dispatcher().post(BOOKINGS, json(order)));

        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").asString()))
                .containsExactlyInAnyOrder(
                        "passengers",
                        "luggage",
                        "notes",
                        "customer.email",
                        "customer.name",
                        "customer.phone",
                        "pickup.lat",
                        "pickup.address",
                        "dropoff",
                        "vehicleType");
    }

    @Test
    void aFieldThatIsUnknownOrOfAnotherTypeIsNamed() {
        ObjectNode unknown = laterOrder();
        ((ObjectNode) unknown.path("customer")).put("isVip", true);
        Answer refused = ok(400, dispatcher().post(BOOKINGS, json(unknown)));
        assertThat(refused.code()).isEqualTo("unknown_field");
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo("customer.isVip");

        Answer wrong = ok(400, dispatcher().post(BOOKINGS, json(laterOrder().put("priority", "yesterday"))));
        assertThat(wrong.code()).isEqualTo("invalid_value");
        assertThat(wrong.json().path("detail").asString()).contains("priority", "urgent");
    }

    @Test
    void theSameKeyPlacesOneBookingAndGivesTheFirstAnswerAgain() {
        String body = json(laterOrder());
        var client = dispatcher().with("Idempotency-Key", UUID.randomUUID().toString());

        Answer first = ok(201, client.post(BOOKINGS, body));
        Answer again = ok(201, client.post(BOOKINGS, body));

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        Answer other = ok(422, client.post(BOOKINGS, json(laterOrder())));
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void twentyTimesTheSameKeyAtOncePlaceOneBooking() {
        String body = json(laterOrder().put("notes", "twenty at once"));
        var client = dispatcher().with("Idempotency-Key", UUID.randomUUID().toString());

        List<Answer> answers = atOnce(20, () -> client.post(BOOKINGS, body));

        assertThat(answers).allSatisfy(a -> assertThat(a.status()).as(a.text()).isIn(201, 409));
        assertThat(answers.stream().filter(a -> a.status() == 409).map(Answer::code))
                .allMatch("request_in_progress"::equals);
        assertThat(answers.stream().filter(a -> a.status() == 201).map(ApiTest::id))
                .isNotEmpty()
                .containsOnly(id(ok(201, client.post(BOOKINGS, body))));
        assertThat(in(() -> world.jdbc
                        .sql("SELECT count(*) FROM booking WHERE notes = 'twenty at once'")
                        .query(Integer.class)
                        .single()))
                .isEqualTo(1);
    }

    @Test
    void aChangeBasedOnAnOldVersionIsRefused() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        String path = BOOKINGS + "/" + booking;
        String seen = ok(200, dispatcher().get(path)).header("ETag");

        Answer changed = ok(200, dispatcher().with("If-Match", seen).send("PATCH", path, "{\"notes\":\"ring twice\"}"));
        assertThat(changed.json().path("notes").asString()).isEqualTo("ring twice");
        assertThat(changed.header("ETag")).isNotEqualTo(seen);

        Answer late = ok(412, dispatcher().with("If-Match", seen).send("PATCH", path, "{\"notes\":\"ring once\"}"));
        assertThat(late.code()).isEqualTo("precondition_failed");
        assertThat(dispatcher().get(path).json().path("notes").asString()).isEqualTo("ring twice");
        assertThat(ok(400, dispatcher().with("If-Match", "yesterday's").send("PATCH", path, "{}"))
                        .code())
                .isEqualTo("invalid_if_match");
    }

    @Test
    void cancellingIsPossibleOnceAndThenChangesNothing() {
        UUID booking = place(laterOrder());
        String path = BOOKINGS + "/" + booking + "/cancel";

        Answer cancelled =
                ok(200, dispatcher().post(path, "{\"reason\":\"plans changed\",\"requestedBy\":\"customer\"}"));
        assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
        assertThat(cancelled.json().path("cancellationReason").asString()).isEqualTo("plans changed");
        Answer again = ok(200, dispatcher().post(path, "{\"reason\":\"again\"}"));
        assertThat(again.json().path("cancellationReason").asString()).isEqualTo("plans changed");
        Answer amended = ok(409, dispatcher().send("PATCH", BOOKINGS + "/" + booking, "{\"passengers\":3}"));
        assertThat(amended.code()).isEqualTo("booking_cancelled");
    }

    @Test
    void aCardBookingWaitsForItsPayment() {
        UUID booking = place(laterOrder().put("paymentMethod", "card"));
        String path = BOOKINGS + "/" + booking;
        assertThat(dispatcher().get(path).json().path("paymentStatus").asString())
                .isEqualTo("unpaid");

        Answer paid = ok(200, dispatcher().post(path + "/payment-confirmations", null));

        assertThat(paid.json().path("paymentStatus").asString()).isEqualTo("paid");
        awaitStatus(booking, "awaiting_assignment");
        List<String> types = ok(200, dispatcher().get(path + "/timeline"))
                .json()
                .path("items")
                .valueStream()
                .map(e -> e.path("type").asString())
                .toList();
        assertThat(types).contains("payment_confirmed");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        UUID unknown = UUID.randomUUID();
        for (String path : List.of("", "/timeline", "/candidates", "/dispatch-decisions")) {
            assertThat(dispatcher().get(BOOKINGS + "/" + unknown + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(ok(404, dispatcher().post(BOOKINGS + "/" + unknown + "/cancel", "{\"reason\":\"x\"}"))
                        .code())
                .isEqualTo("booking_not_found");
        assertThat(dispatcher().get("/api/v1/invoices/" + unknown).status()).isEqualTo(404);
        assertThat(dispatcher().get("/api/v1/agents/" + unknown).status()).isEqualTo(404);
        assertThat(dispatcher().get("/api/v1/vehicles/" + unknown).status()).isEqualTo(404);
        assertThat(dispatcher().get("/api/v1/nothing-here").status()).isEqualTo(404);
    }

    @Test
    void pagesShowEveryBookingOnceInOrder() {
        var salesperson = as(Role.SALESPERSON);
        Set<String> placed = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            placed.add(place(laterOrder()
                            .put(
                                    "pickupAt",
                                    now().plus(java.time.Duration.ofDays(100 + i % 2))
                                            .toString()))
                    .toString());
        }
        String from = BOOKINGS + "?limit=2&from=" + now().plus(java.time.Duration.ofDays(99));

        List<JsonNode> seen = Pages.all(salesperson, from);

        assertThat(seen.stream().map(b -> b.path("id").asString()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(placed);
        assertThat(seen.stream().map(b -> instant(b.path("pickupAt")))).isSorted();
        assertThat(Pages.all(salesperson, from + "&status=cancelled")).isEmpty();
    }

    @Test
    void agentsVehiclesAndTheirPagesCanBeKept() {
        Driver driver = driver(3);
        driver(4);
        driver(5);

        assertThat(Pages.all(dispatcher(), "/api/v1/agents?limit=1").stream()
                        .map(a -> a.path("id").asString()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(3)
                .contains(driver.id().toString());
        List<JsonNode> vehicles = Pages.all(dispatcher(), "/api/v1/vehicles?limit=2&type=sedan");
        assertThat(vehicles.stream().map(v -> v.path("id").asString()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(3);
        Answer agent = ok(200, dispatcher().get("/api/v1/agents/" + driver.id()));
        assertThat(agent.json().path("position").path("lat").asDouble()).isBetween(40.7, 40.9);
        String path = "/api/v1/vehicles/" + vehicles.get(0).path("id").asString();
        String tag = ok(200, dispatcher().get(path)).header("ETag");
        ok(200, dispatcher().with("If-Match", tag).send("PATCH", path, "{\"mileage\":1234}"));
        ok(412, dispatcher().with("If-Match", tag).send("PATCH", path, "{\"mileage\":1}"));
        Map<String, Object> vehicle = newVehicle();
        ok(201, dispatcher().post("/api/v1/vehicles", json(vehicle)));
        assertThat(ok(409, dispatcher().post("/api/v1/vehicles", json(vehicle))).code())
                .isEqualTo("plate_taken");
    }
}
