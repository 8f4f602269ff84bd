package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.node.ObjectNode;

/** The log tells what happened and never about whom: every logger at INFO, our own at DEBUG. */
class LogPrivacyTests extends ApiTest {
    private static final List<String> PERSONAL = List.of(
            "Zebulon",
            "Quartzheim",
            "zeb.quartz",
            "77714142",
            "Umbrella Crescent",
            "Vermilion Wharf",
            "40.741234",
            "-73.981234",
            "40.731235",
            "bring the cello",
            "knows about the surgery",
            "Ottoline",
            "ottoline.drives",
            "88825253",
            "40.752345",
            "polite and punctual",
            "wrong-Passw0rd-91",
            "correct horse 7",
            "eyJ",
            "PLATE-Q7");

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.joblane");
    private final Kept kept = new Kept();
    private Level rootBefore;
    private Level oursBefore;

    /** As any output would write it, and all that belongs to it. */
    private static final class Kept extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getLoggerName() + ": " + event.getFormattedMessage());
            line.append(' ').append(event.getMDCPropertyMap()).append(event.getKeyValuePairs());
            for (IThrowableProxy fault = event.getThrowableProxy(); fault != null; fault = fault.getCause()) {
                line.append('\n').append(ThrowableProxyUtil.asString(fault));
            }
            lines.add(line.toString());
        }
    }

    @BeforeEach
    void listen() {
        emptyTheDay();
        rootBefore = root.getLevel();
        oursBefore = ours.getLevel();
        root.setLevel(Level.INFO);
        ours.setLevel(Level.DEBUG);
        kept.start();
        root.addAppender(kept);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(kept);
        root.setLevel(rootBefore);
        ours.setLevel(oursBefore);
    }

    @Test
    void aTripLeavesNoTraceOfItsPeople() {
        Driver driver = driver(0.3);
        ok(200, admin().with("If-Match", "*").send("PATCH", "/api/v1/agents/" + driver.id(), """
                                {"name": "Ottoline Driver", "phone": "+1 888 25253", "email": "ottoline.drives@mail.example"}"""));
        UUID booking = place(order());
        for (String type : List.of(
                "dispatch.acceptTrip",
                "booking.startPickup",
                "booking.arrived",
                "booking.customerOnBoard",
                "booking.completeTrip")) {
            driver.phone()
                    .post("/api/v1/mobile/location", json(Map.of("lat", 40.752345, "lng", -73.981234, "at", now())));
            step(driver, booking, type, type.startsWith("dispatch") ? "accepted" : "done");
        }
        awaitStatus(booking, "invoiced");
        String link = ok(201, dispatcher().post(BOOKINGS + "/" + booking + "/rating-links", null))
                .json()
                .toString()
                .replaceAll("(?s).*?(/api/v1/ratings/[^\"]+).*", "$1");
        ok(200, nobody().get(link));
        ok(204, nobody().post(link, "{\"stars\":5,\"comment\":\"Ottoline was polite and punctual\"}"));
        UUID second = place(order(Duration.ofDays(20), "later"));
        ok(
                200,
                dispatcher()
                        .post(
                                BOOKINGS + "/" + second + "/cancel",
                                "{\"reason\":\"Zebulon knows about the surgery\",\"requestedBy\":\"customer\"}"));
        awaitStatus(second, "cancelled");
        assertThat(kept.lines).anyMatch(line -> line.contains("invoiced"));
        assertClean(link.substring(link.lastIndexOf('/') + 1));
    }

    @Test
    void aRefusalLeavesNoTraceOfWhatWasSent() {
        refused(nobody().post(
                        "/api/v1/auth/login",
                        "{\"email\":\"zeb.quartz@mail.example\",\"password\":\"wrong-Passw0rd-91\"}"));
        refused(nobody().post("/api/v1/auth/login", "{\"email\":\"zeb.quartz@mail.example\",\"password\":"));
        refused(nobody().post("/api/v1/auth/refresh", "{\"refreshToken\":\"wrong-Passw0rd-91\"}"));
        refused(nobody().withToken("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.").get(BOOKINGS));
        refused(nobody().get("/api/v1/ratings/" + company() + ".wrong-Passw0rd-91"));
        refused(dispatcher().post(BOOKINGS, json(order()).replace("\"passengers\":2", "\"passengers\":\"Zebulon\"")));
        refused(dispatcher().post(BOOKINGS, json(order()).substring(5)));
        refused(dispatcher().post(BOOKINGS, json(order().put("Zebulon", "Quartzheim"))));
        refused(dispatcher().get(BOOKINGS + "?status=Zebulon&after=Quartzheim"));
        String vehicle = json(newVehicle()).replaceAll("\"plate\":\"[^\"]*\"", "\"plate\":\"PLATE-Q7\"");
        ok(201, dispatcher().post("/api/v1/vehicles", vehicle));
        refused(dispatcher().post("/api/v1/vehicles", vehicle));
        assertThat(kept.lines)
                .anyMatch(line -> line.contains("POST /api/v1/auth/login: refused, 401 (invalid_credentials), nobody"))
                .anyMatch(line -> line.contains("GET /api/v1/bookings: refused, 401 (invalid_token)"));
        assertClean("wrong-Passw0rd-91");
    }

    @Test
    void aRefusalSaysWhoTried() {
        Driver driver = driver(0.3);
        String user = driver.phone().get("/api/v1/me").json().path("id").asString();
        assertThat(driver.phone().get("/api/v1/outbox/dead-letters").status()).isEqualTo(403);
        assertThat(kept.lines)
                .anyMatch(
                        line -> line.contains("GET /api/v1/outbox/dead-letters: refused, 403 (forbidden), user " + user)
                                && line.contains("requestId="));
    }

    /** What PostgreSQL says of a row that it refuses shows the row. */
    @Test
    void anExceptionOfTheDatabaseHasNoRowInIt() {
        UUID id = place(laterOrder());
        DataIntegrityViolationException fault = (DataIntegrityViolationException) in(() -> {
            try {
                world.jdbc
                        .sql("UPDATE customer SET name = NULL, phone = 'Quartzheim 77714142'")
                        .update();
                throw new AssertionError("A customer without a name was kept, of " + id);
            } catch (DataIntegrityViolationException e) {
                return e;
            }
        });
        assertThat(fault.getMostSpecificCause().getMessage())
                .contains("name")
                .doesNotContain("Quartzheim", "Failing row", "Carla");
    }

    private ObjectNode order() {
        return order(Duration.ofMinutes(60), "now");
    }

    private ObjectNode order(Duration pickupIn, String number) {
        ObjectNode order = order(pickupIn);
        order.putObject("customer")
                .put("name", "Zebulon Quartzheim")
                .put("email", "zeb.quartz." + number + "@mail.example")
                .put("phone", "+1 777 14142");
        order.putObject("pickup")
                .put("address", "7 Umbrella Crescent")
                .put("lat", 40.741234)
                .put("lng", -73.981234);
        order.putObject("dropoff")
                .put("address", "9 Vermilion Wharf")
                .put("lat", 40.731235)
                .put("lng", -73.991235);
        return order.put("notes", "Please bring the cello");
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    }

    private void assertClean(String secret) {
        List<String> tokens = List.of(dispatcher(), admin()).stream()
                .map(client -> client.headers().get("Authorization").substring("Bearer ".length()))
                .toList();
        assertThat(kept.lines).isNotEmpty();
        for (String line : kept.lines) {
            String unspaced = line.replace(" ", "");
            assertThat(line)
                    .doesNotContain(PERSONAL.toArray(String[]::new))
                    .doesNotContain(tokens)
                    .doesNotContain(secret);
            assertThat(unspaced).doesNotContain("77714142", "88825253");
        }
    }
}
