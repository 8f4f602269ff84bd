package io.joblane.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two processes on one PostgreSQL and one engine: the first brings both along, to the second they are a server and a cluster. */
class ReplicaTest {
    private static final String DATABASE = "joblane_demo_transfer";
    private static final String PASSWORD = "joblane-demo";
    private static final JsonMapper JSON = new JsonMapper();
    private static ForkedApplication first;
    private static ForkedApplication second;

    @BeforeAll
    static void start() throws Exception {
        int grpc = ForkedApplication.freePort();
        int rest = ForkedApplication.freePort();
        String[] shared = {
            "--joblane.replicas=2",
            "--joblane.connections-total=60",
            "--joblane.connections=15",
            "--joblane.secrets-key=dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzISE="
        };
        first = new ForkedApplication(Path.of("target", "crash", "replica1"), shared);
        first.set("--joblane.embedded.grpc-port=" + grpc);
        first.set("--joblane.embedded.rest-port=" + rest);
        first.start();
        second = new ForkedApplication(Path.of("target", "crash", "replica2"), shared);
        second.set("--joblane.demo=false");
        second.set("--joblane.engine=cluster");
        second.set("--joblane.cluster.grpc-address=http://127.0.0.1:" + grpc);
        second.set("--joblane.cluster.rest-address=http://127.0.0.1:" + rest);
        second.set("--joblane.cluster.id="
                + Files.readString(first.data().resolve("engine/engine.id")).strip());
        second.set("--joblane.database=external");
        second.set("--joblane.postgres.url=" + first.jdbcBase());
        second.start();
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
        first.close();
    }

    @Test
    void aTripGoesOnWhicheverReplicaIsAsked() throws Exception {
        ApiClient here = dispatcher(first);
        ApiClient there = at(second, here);
        UUID booking = place(here, Duration.ofMinutes(45));
        assertThat(there.get("/api/v1/bookings/" + booking).status()).isEqualTo(200);
        await(
                "it is offered: " + status(there, booking),
                () -> status(there, booking).equals("assigned"));
        String agent = there.get("/api/v1/bookings/" + booking)
                .json()
                .at("/assignment/agentId")
                .asString();
        String email = there.get("/api/v1/agents/" + agent).json().path("email").asString();

        ApiClient phone = new ApiClient(second.port()).login(email, PASSWORD);
        ApiClient phoneHere = at(first, phone);
        tap(phone, booking, "dispatch.acceptTrip", "accepted");
        await("accepted is seen here", () -> status(here, booking).equals("accepted"));
        tap(phoneHere, booking, "booking.startPickup", "done");
        tap(phone, booking, "booking.arrived", "done");
        tap(phoneHere, booking, "booking.customerOnBoard", "done");
        tap(phone, booking, "booking.completeTrip", "done");
        await(
                "it is invoiced: " + status(here, booking),
                () -> status(here, booking).equals("invoiced"));
        assertThat(there.get("/api/v1/invoices?bookingId=" + booking)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aSessionThatEndsHereIsOverThereWithinASecond() throws Exception {
        ApiClient here = new ApiClient(first.port()).login("salesperson@demo.example", PASSWORD);
        ApiClient there = at(second, here);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(200);

        assertThat(here.post("/api/v1/auth/logout", null).status()).isEqualTo(204);
        long ended = System.nanoTime();
        await("it is over there", () -> there.get("/api/v1/me").status() == 401);
        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whatBothSendIsSentOnceAndStartsOneProcessEach() throws Exception {
        ApiClient here = dispatcher(first);
        List<CompletableFuture<UUID>> placing = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ApiClient one = i % 2 == 0 ? here : at(second, here);
            placing.add(CompletableFuture.supplyAsync(() -> place(one, Duration.ofDays(20))));
        }
        List<UUID> placed = placing.stream().map(CompletableFuture::join).toList();
        String ids =
                "('" + String.join("','", placed.stream().map(UUID::toString).toList()) + "')";

        await(
                "all are told to the engine",
                () -> read(
                                "SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL AND kind = 'message' AND aggregate IN "
                                        + ids)
                        == 24);
        await(
                "each has its process",
                () -> read("SELECT count(*) FROM process_instance") == read("SELECT count(*) FROM booking"));
        assertThat(read("SELECT count(*) FROM outbox WHERE attempts <> 1 AND aggregate IN " + ids))
                .isZero();
        await(
                "each waits for its time",
                () -> read("SELECT count(*) FROM booking WHERE status = 'awaiting_assignment' AND id IN " + ids) == 24);
    }

    @Test
    void aSuspensionIsSeenByBoth() throws Exception {
        ApiClient platform = new ApiClient(first.port()).login("platform@demo.example", PASSWORD);
        ApiClient elsewhere = new ApiClient(second.port()).login("owner@demo.example", PASSWORD);
        String company = elsewhere.get("/api/v1/me").json().path("companies").findValuesAsString("slug").stream()
                .filter(slug -> !slug.equals("demo-transfer"))
                .findFirst()
                .orElseThrow();
        ApiClient there = elsewhere.with("X-Company", company);
        assertThat(there.get("/api/v1/bookings").status()).isEqualTo(200);
        String suspension = "/api/v1/companies/" + company + "/suspension";

        assertThat(platform.post(suspension, "{\"reason\": \"test\"}").status()).isEqualTo(200);
        await("closed there", () -> there.get("/api/v1/bookings").status() == 503);
        assertThat(at(first, there).get("/api/v1/bookings").status()).isEqualTo(503);

        assertThat(at(second, platform).send("DELETE", suspension, null).status())
                .isEqualTo(200);
        await("open here", () -> at(first, there).get("/api/v1/bookings").status() == 200);
    }

    /** The same person with the same tokens, at another replica. */
    private static ApiClient at(ForkedApplication application, ApiClient client) {
        return new ApiClient(new ApiClient(application.port()).base(), client.headers());
    }

    private static ApiClient dispatcher(ForkedApplication application) {
        return new ApiClient(application.port()).login("dispatcher@demo.example", PASSWORD);
    }

    private static void tap(ApiClient phone, UUID booking, String type, String outcome) throws Exception {
        JsonNode[] found = new JsonNode[1];
        await(type + " is shown", () -> {
            for (JsonNode task :
                    phone.get("/api/v1/mobile/tasks?limit=200").json().path("items")) {
                if (task.path("bookingId").asString().equals(booking.toString())
                        && task.path("type").asString().equals(type)) {
                    found[0] = task;
                    return true;
                }
            }
            return false;
        });
        Answer answer = phone.post(
                "/api/v1/mobile/tasks/" + found[0].path("id").asString() + "/complete",
                JSON.writeValueAsString(Map.of(
                        "actionId",
                        UUID.randomUUID(),
                        "occurredAt",
                        Instant.now().toString(),
                        "outcome",
                        outcome,
                        "data",
                        Map.of())));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static UUID place(ApiClient client, Duration ahead) {
        Answer placed =
                client.post("/api/v1/bookings", """
                {"customer": {"name": "Alice Ward", "email": "alice.ward@mail.example", "phone": "+16465550200"},
                 "pickup": {"address": "Grand Central Terminal", "lat": 40.7527, "lng": -73.9772},
                 "dropoff": {"address": "Union Square", "lat": 40.7359, "lng": -73.9911},
                 "pickupAt": "%s", "passengers": 2, "luggage": 1, "vehicleType": "sedan", "paymentMethod": "account",
                 "priority": "normal"}""".formatted(Instant.now().plus(ahead)));
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        return UUID.fromString(placed.json().path("id").asString());
    }

    private static String status(ApiClient client, UUID booking) {
        return client.get("/api/v1/bookings/" + booking).json().path("status").asString("");
    }

    private static int read(String sql) throws SQLException {
        try (Connection connection = first.database(DATABASE);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void await(String what, Callable<Boolean> look) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!look.call()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Waited in vain: " + what + "\n" + second.output());
            }
            Thread.sleep(50);
        }
    }
}
