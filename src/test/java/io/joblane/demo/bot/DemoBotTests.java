package io.joblane.demo.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bot against a server that has one task, then the next, as the process would. */
class DemoBotTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> STEPS = List.of(
            "dispatch.acceptTrip",
            "booking.startPickup",
            "booking.arrived",
            "booking.customerOnBoard",
            "booking.completeTrip");

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> taps = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger step = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private volatile boolean sessionsEnd;
    private volatile boolean loseAnswers;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void takesATripThroughEveryStep() {
        try (DemoBot bot = DemoBot.start(settings(0))) {
            await().until(() -> step.get() == STEPS.size());
        }
        assertThat(taps)
                .extracting(tap -> tap.path("outcome").asString())
                .containsExactly("accepted", "done", "done", "done", "done");
        assertThat(taps.getLast().path("data").path("distanceKm").asDouble(0)).isBetween(1.9, 2.4);
        assertThat(taps.getLast().path("data").path("durationMinutes").asInt(0)).isPositive();
        assertThat(calls).contains("PUT mobile/status", "POST mobile/location");
    }

    @Test
    void declinesWhatItIsToldToDecline() {
        try (DemoBot bot = DemoBot.start(settings(100))) {
            await().until(() -> !taps.isEmpty());
        }
        assertThat(taps.getFirst().path("outcome").asString()).isEqualTo("declined");
    }

    @Test
    void signsInAgainWhenItsSessionEnded() {
        sessionsEnd = true;
        try (DemoBot bot = DemoBot.start(settings(0))) {
            await().until(() -> step.get() == STEPS.size());
        }
        assertThat(logins.get()).isGreaterThan(1);
    }

    @Test
    void repeatsATapWhoseAnswerWasLostUnderTheSameId() {
        loseAnswers = true;
        try (DemoBot bot = DemoBot.start(settings(0))) {
            await().atMost(Duration.ofSeconds(15)).until(() -> taps.size() >= 2);
        }
        assertThat(taps.get(1).path("actionId").asString())
                .isEqualTo(taps.get(0).path("actionId").asString());
    }

    private BotSettings settings(int declinePercent) {
        return new BotSettings(
                URI.create("http://localhost:" + server.getAddress().getPort()),
                List.of(new BotSettings.Phone("agent01@demo.example", "secret-secret", 40.75, -73.98)),
                Duration.ofMillis(20),
                Duration.ZERO,
                declinePercent,
                Duration.ZERO);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
        calls.add(exchange.getRequestMethod() + " " + path);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("auth/login")) {
            logins.incrementAndGet();
            send(exchange, 200, "{\"accessToken\": \"a\", \"refreshToken\": \"r\", \"expiresIn\": 900}");
        } else if (sessionsEnd && path.equals("mobile/tasks") && logins.get() == 1) {
            send(exchange, 401, "{\"code\": \"unauthorized\"}");
        } else if (path.equals("mobile/tasks")) {
            send(exchange, 200, "{\"items\": [" + task() + "], \"next\": null}");
        } else if (path.endsWith("/complete")) {
            taps.add(JSON.readTree(body));
            if (loseAnswers && taps.size() == 1) {
                exchange.close();
                return;
            }
            step.incrementAndGet();
            send(exchange, 200, "{\"result\": \"done\"}");
        } else if (path.startsWith("bookings/")) {
            send(exchange, 200, "{\"reference\": \"BK-1\", \"distanceKm\": 2.0, \"durationMinutes\": 9}");
        } else {
            send(exchange, 204, "");
        }
    }

    private String task() {
        int now = step.get();
        if (now >= STEPS.size()) {
            return "";
        }
        String outcomes = now == 0 ? "[\"accepted\", \"declined\"]" : "[\"done\"]";
        return "{\"id\": \"task-" + now + "\", \"type\": \"" + STEPS.get(now)
                + "\", \"name\": \"Step\", \"bookingId\": \"b1\", \"outcomes\": " + outcomes + "}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
