package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Odd values in bodies that are right otherwise, and refusals by name. What is wrong in its form, on all routes, is in {@link
 * FuzzTests}.
 */
class BadInputTests extends ApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final UUID SOME = UUID.fromString("00000000-0000-7000-8000-000000000000");

    /** No column takes them. */
    private static final List<String> UNSTORABLE =
            List.of("a\u0000b", "\u0000", "half \ud83d", "\ude00 half", "\udc00\ud800");

    private static final List<String> ODD = List.of(
            "",
            " ",
            "'; DROP TABLE booking; --",
            "\" OR 1=1 --",
            "${7*7}{{7*7}}#{7*7}",
            "${jndi:ldap://127.0.0.1/x}",
            "<script>alert(1)</script>",
            "%s%n%x",
            "\\\r\n\t\u202e\u200b😀",
            "x".repeat(5_000),
            "2026-02-30T00:00:00Z",
            "+99999-01-01T00:00:00Z",
            "-0044-03-15T12:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "+99999-01-01");

    private static final List<JsonNode> ODD_VALUES = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(1.5),
            NODES.numberNode(Long.MAX_VALUE),
            NODES.numberNode(new java.math.BigDecimal("1e400")),
            NODES.numberNode(new java.math.BigDecimal("1e-400")),
            NODES.arrayNode().add(1),
            NODES.objectNode().put("a", "b"));

    private record Call(String method, String path, String body) {
        Call with(JsonNode changed) {
            return new Call(method, path, JSON.writeValueAsString(changed));
        }
    }

    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void noBodyBreaksTheServer() {
        for (Call call : calls()) {
            JsonNode body = JSON.readTree(call.body());
            eachLeaf(body, (pointer, set) -> {
                for (String text : ODD) {
                    set.accept(NODES.stringNode(text));
                    harmless(call.with(body), send(call.with(body)));
                }
                for (JsonNode value : ODD_VALUES) {
                    set.accept(value);
                    harmless(call.with(body), send(call.with(body)));
                }
            });
        }
        assertThat(in(() -> world.jdbc
                        .sql("SELECT count(*) FROM booking")
                        .query(Integer.class)
                        .single()))
                .isPositive();
    }

    @Test
    void noTextWithoutAFormInTheDatabaseIsTaken() {
        for (Call call : calls()) {
            JsonNode body = JSON.readTree(call.body());
            eachLeaf(body, (pointer, set) -> {
                for (String text : UNSTORABLE) {
                    set.accept(NODES.stringNode(text));
                    Answer answer = send(new Call(call.method(), call.path(), escaped(body)));
                    harmless(call, answer);
                    assertThat(answer.code()).as("%s %s", call, pointer).isEqualTo("invalid_character");
                    assertThat(answer.json().path("where").asString()).isEqualTo(pointer);
                }
            });
            ObjectNode named = ((ObjectNode) JSON.readTree(call.body())).put("a\u0000b", 1);
            assertThat(send(new Call(call.method(), call.path(), escaped(named)))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aQueryThatIsNotRightSaysWhatWouldBe() {
        assertThat(send(new Call("GET", BOOKINGS + "?from=%2B1000000000-12-31T23:59:59Z", null))
                        .code())
                .isEqualTo("invalid_value");
        assertThat(send(new Call("GET", BOOKINGS + "/not-a-uuid", null)).status())
                .isIn(400, 404);
        assertThat(send(new Call("GET", BOOKINGS + "?status=asigned", null))
                        .json()
                        .path("detail")
                        .asString())
                .contains("awaiting_assignment");
    }

    @Test
    void aCursorOfAnotherListIsRefusedOrHarmless() {
        place(laterOrder());
        place(laterOrder());
        vehicle();
        vehicle();
        String bookings = next(BOOKINGS + "?limit=1");
        String vehicles = next("/api/v1/vehicles?limit=1");

        assertThat(ok(400, admin().get("/api/v1/vehicles?after=" + bookings)).code())
                .isEqualTo("invalid_cursor");
        assertThat(ok(400, admin().get("/api/v1/outbox/dead-letters?after=" + vehicles))
                        .code())
                .isEqualTo("invalid_cursor");
        assertThat(ok(400, admin().get(BOOKINGS + "?after=" + vehicles)).code()).isEqualTo("invalid_cursor");
        assertThat(ok(400, admin().get("/api/v1/invoices?after=" + vehicles)).code())
                .isEqualTo("invalid_cursor");
        assertThat(ok(400, admin().get(BOOKINGS + "?after=" + bookings.substring(1)))
                        .code())
                .isEqualTo("invalid_cursor");
        ok(200, admin().get("/api/v1/invoices?after=" + bookings));
        ok(200, admin().get("/api/v1/agents?after=" + vehicles));
    }

    @Test
    void aBodyThatIsTooLargeOrTooDeepIsRefused() {
        Answer large = ok(413, dispatcher().post(BOOKINGS, "{\"notes\":\"" + "n".repeat(10_000_000) + "\"}"));
        assertThat(large.code()).isEqualTo("too_large");
        Answer open = ok(413, nobody().post("/api/v1/auth/login", " ".repeat(10_000_000) + "{}"));
        assertThat(open.code()).isEqualTo("too_large");
        Answer deep = ok(400, dispatcher().post(BOOKINGS, "[".repeat(100_000)));
        assertThat(deep.code()).isEqualTo("malformed_json");
        Answer nested = ok(400, dispatcher().post(BOOKINGS, "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000)));
        assertThat(nested.code()).isEqualTo("malformed_json");
        Answer long1 = ok(400, dispatcher().post(BOOKINGS, json(laterOrder().put("notes", "n".repeat(200_000)))));
        assertThat(long1.code()).isEqualTo("validation_failed");
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        Map<String, String> bodies = Map.of(
                "null", "missing_body",
                "[]", "invalid_value",
                "7", "invalid_value",
                "{", "malformed_json",
                "{\"notes\":\"\u0001\"}", "malformed_json",
                "{} {}", "invalid_value",
                "{\"notes\":\"a\",\"notes\":\"b\"}", "malformed_json");
        bodies.forEach((body, code) -> {
            Answer answer = dispatcher().post(BOOKINGS, body);
            harmless(new Call("POST", BOOKINGS, body), answer);
            assertThat(answer.status()).as(body).isEqualTo(400);
        });
        assertThat(dispatcher()
                        .with("Content-Type", "text/plain")
                        .post(BOOKINGS, "hello")
                        .status())
                .isEqualTo(415);
        assertThat(dispatcher()
                        .with("Content-Type", "application/json")
                        .post(BOOKINGS, "")
                        .status())
                .isEqualTo(400);
        assertThat(dispatcher().with("Accept", "application/xml").get(BOOKINGS).status())
                .isEqualTo(406);
        assertThat(dispatcher().send("PUT", BOOKINGS, "{}").status()).isEqualTo(405);
        assertThat(dispatcher()
                        .with("Idempotency-Key", "a b")
                        .post(BOOKINGS, json(laterOrder()))
                        .code())
                .isEqualTo("invalid_idempotency_key");
        assertThat(nobody().with("Authorization", "Bearer ' OR 1=1")
                        .get(BOOKINGS)
                        .status())
                .isEqualTo(401);
        assertThat(dispatcher()
                        .with("X-Company", "'; DROP TABLE company; --")
                        .get(BOOKINGS)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void oddTextsThatAreTextsAreKeptAsTheyAre() {
        String notes = "'; DROP TABLE booking; -- ${7*7} <b>\\ \u202e😀\n%s";
        UUID booking = place(laterOrder().put("notes", notes));
        assertThat(dispatcher()
                        .get(BOOKINGS + "/" + booking)
                        .json()
                        .path("notes")
                        .asString())
                .isEqualTo(notes);
    }

    @Test
    void aPhoneThatSendsNonsenseBreaksNothing() {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        for (String type :
                List.of("dispatch.acceptTrip", "booking.startPickup", "booking.arrived", "booking.customerOnBoard")) {
            JsonNode task = task(driver.phone(), booking, type);
            nonsense(driver.phone(), task, "done");
            step(driver, booking, type, type.startsWith("dispatch") ? "accepted" : "done");
        }
        JsonNode last = task(driver.phone(), booking, "booking.completeTrip");
        for (String field : List.of("distanceKm", "durationMinutes", "waitingMinutes")) {
            for (JsonNode value : ODD_VALUES.subList(1, ODD_VALUES.size())) {
                boolean fine = field.equals("distanceKm")
                        && value.isNumber()
                        && value.decimalValue().signum() > 0
                        && value.decimalValue().compareTo(java.math.BigDecimal.TEN) < 0;
                if (!fine) {
                    Answer answer = complete(driver.phone(), last, tap("done", Map.of(field, value)));
                    harmless(new Call("POST", "complete", field + value), answer);
                    assertThat(answer.status())
                            .as(field + " " + value + answer.text())
                            .isEqualTo(422);
                }
            }
        }
        assertThat(complete(driver.phone(), last, tap("done", Map.of("notes", "n".repeat(2_001))))
                        .status())
                .isEqualTo(422);
        assertThat(status(booking)).isEqualTo("in_progress");
        step(driver, booking, "booking.completeTrip", "done");
        awaitStatus(booking, "invoiced");
        for (String body : List.of(
                "{\"lat\":1e400,\"lng\":0,\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"lat\":0,\"lng\":0,\"at\":\"+99999-01-01T00:00:00Z\"}",
                "{\"lat\":\"0\",\"lng\":0,\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"lat\":0,\"lng\":181,\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"lat\":0,\"lng\":0,\"at\":1767225600}",
                "{}")) {
            assertThat(driver.phone().post("/api/v1/mobile/location", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    /** Taps that must not count. */
    private void nonsense(ApiClient phone, JsonNode task, String outcome) {
        String path = "/api/v1/mobile/tasks/" + task.path("id").asString() + "/complete";
        String now = now().toString();
        for (String body : List.of(
                "{}",
                "{\"actionId\":\"1\",\"occurredAt\":\"" + now + "\",\"outcome\":\"" + outcome + "\"}",
                "{\"actionId\":\"" + SOME + "\",\"occurredAt\":\"+99999-01-01T00:00:00Z\",\"outcome\":\"" + outcome
                        + "\"}",
                "{\"actionId\":\"" + SOME + "\",\"occurredAt\":\"-0044-01-01T00:00:00Z\",\"outcome\":\"" + outcome
                        + "\"}",
                "{\"actionId\":\"" + SOME + "\",\"occurredAt\":\"" + now + "\",\"outcome\":\"\"}",
                "{\"actionId\":\"" + SOME + "\",\"occurredAt\":\"" + now + "\",\"outcome\":\"'; --\"}",
                "{\"actionId\":\"" + SOME + "\",\"occurredAt\":\"" + now + "\",\"outcome\":\"" + outcome
                        + "\",\"data\":{\"notes\":\"\\u0000\"}}")) {
            Answer answer = phone.post(path, body);
            harmless(new Call("POST", path, body), answer);
            assertThat(answer.status()).as(body + answer.text()).isIn(400, 422);
        }
    }

    private List<Call> calls() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        UUID agent = in(() -> world.agent(5));
        UUID vehicle = vehicle();
        String path = BOOKINGS + "/" + booking;
        return List.of(
                new Call(
                        "POST",
                        BOOKINGS,
                        json(laterOrder().put("priority", "high").put("notes", "n"))),
                new Call("PATCH", path, """
                        {"notes": "n", "passengers": 2, "luggage": 1, "priority": "high", "vehicleType": "sedan",
                         "pickupAt": "2030-01-01T00:00:00Z", "pickup": {"address": "a", "lat": 40.7, "lng": -74.0}}
                        """),
                new Call("POST", BOOKINGS + "/" + SOME + "/cancel", "{\"reason\":\"r\",\"requestedBy\":\"customer\"}"),
                new Call(
                        "POST",
                        BOOKINGS + "/" + SOME + "/auto-dispatch",
                        "{\"vehicleType\":\"suv\",\"pickupAt\":\"2030-01-01T00:00:00Z\",\"preferredAgentId\":\"" + agent
                                + "\"}"),
                new Call(
                        "POST",
                        BOOKINGS + "/" + SOME + "/assignments",
                        "{\"agentId\":\"" + agent + "\",\"vehicleId\":\"" + vehicle
                                + "\",\"force\":true,\"reason\":\"r\"}"),
                new Call("POST", "/api/v1/agents", """
                        {"name": "n", "email": "odd@test.example", "phone": "1", "status": "off_duty",
                         "home": {"lat": 40.7, "lng": -74.0}, "currentVehicleId": "00000000-0000-7000-8000-000000000000"}
                        """),
                new Call(
                        "PATCH",
                        "/api/v1/agents/" + agent,
                        "{\"name\":\"n\",\"email\":\"odd2@test.example\",\"phone\":\"1\"}"),
                new Call("POST", "/api/v1/vehicles", """
                        {"plate": "ODD", "make": "m", "model": "m", "type": "suv", "capacity": 4, "luggageCapacity": 2,
                         "hourlyRate": 20.5, "mileage": 10, "nextServiceDue": "2030-01-01", "insuranceExpiry": "2030-01-01"}
                        """),
                new Call(
                        "PATCH",
                        "/api/v1/vehicles/" + vehicle,
                        "{\"make\":\"m\",\"mileage\":5,\"insuranceExpiry\":\"2030-01-01\"}"),
                new Call("POST", "/api/v1/outbox/dead-letters/" + SOME + "/drop", "{\"reason\":\"r\"}"),
                new Call("POST", "/api/v1/auth/refresh", "{\"refreshToken\":\"t\"}"));
    }

    private Answer send(Call call) {
        return admin().send(call.method(), call.path(), call.body());
    }

    private static void harmless(Call call, Answer answer) {
        assertThat(answer.status()).as("%s -> %s", shown(call), answer.text()).isLessThan(500);
        assertThat(answer.text())
                .as("%s", shown(call))
                .doesNotContain("Exception", "org.postgresql", "io.joblane.", "org.springframework", "tools.jackson");
    }

    private static String shown(Call call) {
        String text = call.toString();
        return text.length() > 1_500 ? text.substring(0, 1_500) : text;
    }

    /** Goes through all values of {@code root}; what is set is put back afterwards. */
    private static void eachLeaf(JsonNode root, BiConsumer<String, java.util.function.Consumer<JsonNode>> work) {
        leaves(root, "", work);
    }

    private static void leaves(
            JsonNode node, String pointer, BiConsumer<String, java.util.function.Consumer<JsonNode>> work) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(((ObjectNode) node).properties())) {
            String here = pointer + "/" + field.getKey();
            if (field.getValue().isObject()) {
                leaves(field.getValue(), here, work);
            } else {
                JsonNode before = field.getValue();
                work.accept(here, value -> ((ObjectNode) node).set(field.getKey(), value));
                ((ObjectNode) node).set(field.getKey(), before);
            }
        }
    }

    /** As a client may write it, and as our own mapper refuses to. */
    private static String escaped(JsonNode body) {
        StringBuilder text = new StringBuilder();
        for (char c : JSON.rebuild()
                .disable(tools.jackson.core.json.JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build()
                .writeValueAsString(body)
                .toCharArray()) {
            text.append(Character.isSurrogate(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return text.toString();
    }

    private String next(String path) {
        return ok(200, admin().get(path)).json().path("next").asString();
    }
}
