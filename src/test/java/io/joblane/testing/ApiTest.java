package io.joblane.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.context.CurrentCompany;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A test that is a client: it knows the application's routes and nothing behind them. */
public abstract class ApiTest extends ApplicationTest {
    protected static final String BOOKINGS = "/api/v1/bookings";
    private static final String PASSWORD = "correct horse 7";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, ApiClient> LOGGED_IN = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    @LocalServerPort
    protected int port;

    @Autowired
    protected Users users;

    /** An agent, and the phone that is logged in as them. */
    protected record Driver(UUID id, String email, ApiClient phone) {}

    protected final ApiClient nobody() {
        return new ApiClient(port);
    }

    /** Somebody of this class's company with that role; logged in once. */
    protected final ApiClient as(Role role) {
        String email = role.key() + "@" + company() + ".example";
        return LOGGED_IN.computeIfAbsent(email, e -> {
            users.seed(List.of(new NewUser(e, "Test " + role.key(), company(), role)), PASSWORD);
            return nobody().login(e, PASSWORD);
        });
    }

    protected final ApiClient dispatcher() {
        return as(Role.DISPATCHER);
    }

    protected final ApiClient admin() {
        return as(Role.ADMIN);
    }

    /** An active agent with a sedan and a login, that far north of Times Square. */
    protected final Driver driver(double kmAway) {
        return drivers(1, kmAway).get(0);
    }

    /** The password is hashed once for all of them. */
    protected final List<Driver> drivers(int count, double kmAway) {
        List<String> emails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            emails.add("driver" + NEXT.incrementAndGet() + "@" + company() + ".example");
        }
        users.seed(
                emails.stream()
                        .map(email -> new NewUser(email, "Driver " + email, company(), Role.AGENT))
                        .toList(),
                PASSWORD);
        return emails.stream().map(email -> driver(email, kmAway)).toList();
    }

    private Driver driver(String email, double kmAway) {
        UUID vehicle = vehicle();
        double lat = World.TIMES_SQUARE.lat() + kmAway / 111.2;
        Answer added = ok(
                201,
                dispatcher()
                        .post(
                                "/api/v1/agents",
                                json(Map.of(
                                        "name",
                                        "Driver " + email,
                                        "email",
                                        email,
                                        "phone",
                                        "+1 555 0100",
                                        "status",
                                        "active",
                                        "home",
                                        Map.of("lat", lat, "lng", World.TIMES_SQUARE.lng()),
                                        "currentVehicleId",
                                        vehicle))));
        ApiClient phone = nobody().login(email, PASSWORD);
        ok(
                204,
                phone.post(
                        "/api/v1/mobile/location",
                        json(Map.of("lat", lat, "lng", World.TIMES_SQUARE.lng(), "at", now()))));
        return new Driver(id(added), email, phone);
    }

    protected final UUID vehicle() {
        return id(ok(201, dispatcher().post("/api/v1/vehicles", json(newVehicle()))));
    }

    protected static Map<String, Object> newVehicle() {
        return Map.of(
                "plate",
                "A" + NEXT.incrementAndGet(),
                "make",
                "Toyota",
                "model",
                "Camry",
                "type",
                "sedan",
                "capacity",
                4,
                "luggageCapacity",
                3,
                "hourlyRate",
                25);
    }

    /** An order on account; {@code pickupIn} from now. */
    protected final ObjectNode order(Duration pickupIn) {
        ObjectNode order = JSON.createObjectNode();
        order.putObject("customer")
                .put("name", "Carla Customer")
                .put("email", "carla" + NEXT.incrementAndGet() + "@test.example")
                .put("phone", "+1 555 0199");
        order.putObject("pickup")
                .put("address", "Times Square")
                .put("lat", 40.758)
                .put("lng", -73.9855);
        order.putObject("dropoff")
                .put("address", "Union Square")
                .put("lat", 40.7359)
                .put("lng", -73.9911);
        return order.put("pickupAt", now().plus(pickupIn).toString())
                .put("passengers", 2)
                .put("luggage", 1)
                .put("vehicleType", "sedan")
                .put("paymentMethod", "account");
    }

    /** So far ahead that nobody is asked yet. */
    protected final ObjectNode laterOrder() {
        return order(Duration.ofDays(20));
    }

    protected final UUID place(ObjectNode order) {
        return id(ok(201, dispatcher().post(BOOKINGS, json(order))));
    }

    /** A booking that is dispatched at once. */
    protected final UUID placeNow() {
        return place(order(Duration.ofMinutes(60)));
    }

    protected final String status(UUID booking) {
        return dispatcher().get(BOOKINGS + "/" + booking).json().path("status").asString();
    }

    protected final void awaitStatus(UUID booking, String expected) {
        await(
                booking + " becomes " + expected + ", is " + status(booking),
                () -> status(booking).equals(expected));
    }

    /** The open task of that type for the booking, once the phone shows it. */
    protected final JsonNode task(ApiClient phone, UUID booking, String type) {
        JsonNode[] found = new JsonNode[1];
        await(type + " of " + booking, () -> {
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
        return found[0];
    }

    protected final String tap(String outcome, Map<String, ?> data) {
        return json(Map.of("actionId", UUID.randomUUID(), "occurredAt", now(), "outcome", outcome, "data", data));
    }

    /** Completes the task with {@code outcome}. */
    protected final Answer complete(ApiClient phone, JsonNode task, String body) {
        return phone.post("/api/v1/mobile/tasks/" + task.path("id").asString() + "/complete", body);
    }

    protected final void step(Driver driver, UUID booking, String type, String outcome) {
        ok(200, complete(driver.phone(), task(driver.phone(), booking, type), tap(outcome, Map.of())));
    }

    /** Who is on the booking now. */
    protected final String currentAgent(UUID booking) {
        return dispatcher()
                .get(BOOKINGS + "/" + booking)
                .json()
                .path("assignment")
                .path("agentId")
                .asString("");
    }

    /** Ends what other tests left, so that it takes no agent of this one. */
    protected final void emptyTheDay() {
        in(() -> {
            world.everybodyLeaves();
            return null;
        });
        for (String status : List.of("pending", "awaiting_assignment", "assigned", "accepted")) {
            for (JsonNode left : dispatcher()
                    .get(BOOKINGS + "?limit=200&status=" + status)
                    .json()
                    .path("items")) {
                dispatcher()
                        .post(
                                BOOKINGS + "/" + left.path("id").asString() + "/cancel",
                                "{\"reason\":\"end of the test\"}");
            }
        }
    }

    /** Runs {@code work} {@code times} times at once, each in a thread of its own and in this class's company. */
    protected final <T> List<T> atOnce(int times, Callable<T> work) {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(work);
        }
        return atOnce(all);
    }

    protected final <T> List<T> atOnce(List<Callable<T>> works) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Callable<T> work : works) {
                outcomes.add(threads.submit(() -> {
                    start.await();
                    return CurrentCompany.call(company(), work);
                }));
            }
            start.countDown();
        }
        return outcomes.stream().map(Future::resultNow).toList();
    }

    protected static Answer ok(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    protected static UUID id(Answer answer) {
        return UUID.fromString(answer.json().path("id").asString());
    }

    protected static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    protected static Instant instant(JsonNode node) {
        return Instant.parse(node.asString());
    }
}
