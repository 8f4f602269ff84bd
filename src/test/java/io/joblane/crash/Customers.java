package io.joblane.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dispatcher who takes the orders: whatever gets no answer is sent again under the same Idempotency-Key until it has
 * one. Keeps what was acknowledged. Used by one thread.
 */
final class Customers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI base;
    private final Random random;
    private final List<Order> orders = new ArrayList<>();
    private String token = "";
    private int repeated;

    /** @param end the status in which the acknowledged answers say the booking must end */
    record Order(UUID id, String end) {}

    Customers(int port, long seed) {
        this.base = URI.create("http://127.0.0.1:" + port + "/api/v1/");
        this.random = new Random(seed);
    }

    List<Order> orders() {
        return orders;
    }

    /** How many requests were sent more than once. */
    int repeated() {
        return repeated;
    }

    /** Places a booking; some are paid by card, some are cancelled a moment later. */
    void order() throws InterruptedException {
        int number = orders.size();
        boolean card = random.nextInt(5) == 0;
        boolean change = random.nextInt(6) == 0;
        int wait = random.nextInt(1200);
        HttpResponse<String> placed = post("bookings", booking(number, card));
        if (placed.statusCode() != 201) {
            throw new AssertionError("A booking was refused: " + placed.body());
        }
        UUID id = UUID.fromString(JSON.readTree(placed.body()).path("id").asString());
        if (card) {
            expect(200, post("bookings/" + id + "/payment-confirmations", null));
        }
        String end = "invoiced";
        if (change) {
            Thread.sleep(wait);
            HttpResponse<String> cancelled =
                    post("bookings/" + id + "/cancel", Map.of("reason", "Plans changed", "requestedBy", "customer"));
            if (cancelled.statusCode() != 409) {
                expect(200, cancelled);
                end = "cancelled";
            }
        }
        orders.add(new Order(id, end));
    }

    JsonNode get(String path) throws InterruptedException {
        return JSON.readTree(untilAnswered("GET", path, null, null).body());
    }

    private Map<String, Object> booking(int number, boolean card) {
        // Far enough apart that the agents can serve all of them, none so near that its pickup time passes.
        Instant pickupAt = Instant.now().plus(90 + random.nextInt(20 * 60), ChronoUnit.MINUTES);
        return Map.of(
                "customer",
                        Map.of(
                                "name",
                                "Carla Crash",
                                "email",
                                "carla" + number + "@mail.example",
                                "phone",
                                "+12125550100"),
                "pickup", spot("From"),
                "dropoff", spot("To"),
                "pickupAt", pickupAt.toString(),
                "passengers", 1 + random.nextInt(3),
                "luggage", random.nextInt(2),
                "vehicleType", "sedan",
                "paymentMethod", card ? "card" : "account");
    }

    private Map<String, Object> spot(String name) {
        return Map.of(
                "address",
                name + " Street",
                "lat",
                40.70 + random.nextDouble() * 0.1,
                "lng",
                -74.01 + random.nextDouble() * 0.05);
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError("Expected " + status + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> post(String path, @org.jspecify.annotations.Nullable Object body)
            throws InterruptedException {
        return untilAnswered("POST", path, body, UUID.randomUUID());
    }

    private HttpResponse<String> untilAnswered(
            String method,
            String path,
            @org.jspecify.annotations.Nullable Object body,
            @org.jspecify.annotations.Nullable UUID key)
            throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(JSON.writeValueAsString(body)));
                if (key != null) {
                    request.header("Idempotency-Key", key.toString());
                }
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() == 401) {
                    login();
                    continue;
                }
                boolean runsStill = answer.statusCode() == 409 && answer.body().contains("request_in_progress");
                if (answer.statusCode() < 500 && answer.statusCode() != 429 && !runsStill) {
                    return answer;
                }
            } catch (IOException e) {
                repeated++;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(method + " " + path + " got no answer in " + PATIENCE);
    }

    private void login() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("auth/login"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(
                        Map.of("email", "dispatcher@demo.example", "password", "joblane-demo"))))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The dispatcher cannot log in: " + answer.statusCode());
        }
        token = JSON.readTree(answer.body()).path("accessToken").asString();
    }
}
