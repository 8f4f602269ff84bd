package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.joblane.booking.BookingStatus;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A company is backed up, goes on, is put back, and goes on from there; through the API, on the real engine. */
class RestoreTests extends ProcessTest {
    private static final String BACKUPS = "/backups";
    private static final String RESTORATIONS = "/restorations";

    private final Map<UUID, UUID> agentOf = new LinkedHashMap<>();

    @Test
    void everyOpenBookingGoesOnFromTheBackupToItsOneInvoice() {
        Map<BookingStatus, UUID> bookings = new LinkedHashMap<>();
        for (BookingStatus status : new BookingStatus[] {
            BookingStatus.INVOICED,
            BookingStatus.ASSIGNED,
            BookingStatus.ACCEPTED,
            BookingStatus.EN_ROUTE_PICKUP,
            BookingStatus.ARRIVED,
            BookingStatus.IN_PROGRESS
        }) {
            bookings.put(status, bookingIn(status));
        }
        UUID completed = bookingIn(BookingStatus.IN_PROGRESS);
        holdDelivery(completed);
        step(completed, COMPLETE);
        bookings.put(BookingStatus.COMPLETED, completed);
        UUID unpaid = placeByCard(Duration.ofMinutes(60)).id();
        UUID paid = placeByCard(Duration.ofDays(20)).id();
        settle();
        holdDelivery(paid);
        in(() -> bookingService.confirmPayment(paid));
        UUID later = place(Duration.ofDays(20)).id();
        UUID settled = place(Duration.ofDays(20)).id();
        cancel(settled, "customer");
        UUID unsettled = place(Duration.ofDays(20)).id();
        settle();
        holdDelivery(unsettled);
        cancel(unsettled, "customer");
        settle();

        UUID backup = backUp();
        releaseDelivery();
        UUID fresh = place(Duration.ofDays(20)).id();
        step(bookings.get(BookingStatus.ASSIGNED), ACCEPT);
        finish(bookings.get(BookingStatus.ARRIVED), agentOf.get(bookings.get(BookingStatus.ARRIVED)));
        cancel(bookings.get(BookingStatus.ACCEPTED), "customer");
        awaitServed(bookings.get(BookingStatus.ACCEPTED));
        awaitServed(completed);
        int invoicesBefore = count("SELECT count(*) FROM invoice");
        assertThat(invoicesBefore).isEqualTo(3);

        JsonNode restored = restore(backup);

        assertThat(restored.path("status").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(restored.path("startedAgain").asInt()).isEqualTo(10);
        assertThat(restored.path("cancelled").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(count("SELECT count(*) FROM booking WHERE id = ?", fresh)).isZero();
        awaitServed(fresh);
        awaitStatus(completed, BookingStatus.INVOICED);
        for (var booking : bookings.entrySet()) {
            if (booking.getKey() != BookingStatus.INVOICED && booking.getKey() != BookingStatus.COMPLETED) {
                finish(booking.getValue(), agentOf.get(booking.getValue()));
            }
        }
        // It waits for its payment again, and is dispatched once that has come.
        UUID agent = agent(0.1);
        in(() -> bookingService.confirmPayment(unpaid));
        offerTo(agent, unpaid);
        finish(unpaid, agent);
        await("what was paid before the backup waits no more", () -> status(paid) == BookingStatus.AWAITING_ASSIGNMENT);
        assertThat(status(later)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        await("it is served", () -> isServed(later));
        assertThat(isServed(settled)).isFalse();
        await(
                "the cancellation is settled",
                () -> count("SELECT count(*) FROM booking WHERE id = ? AND refund_share IS NOT NULL", unsettled) == 1);
        settle();
        assertThat(count("SELECT count(*) FROM invoice")).isEqualTo(8);
        assertThat(count("SELECT count(DISTINCT booking_id) FROM invoice")).isEqualTo(8);
    }

    @Test
    void aBackupThatWasChangedIsRefusedAndTheCompanyGoesOnAsItWas() throws Exception {
        UUID kept = place(Duration.ofDays(20)).id();
        UUID backup = backUp();
        UUID placedLater = place(Duration.ofDays(20)).id();
        java.nio.file.Path file = java.nio.file.Path.of(
                environment.getRequiredProperty("joblane.data"), "backups", company(), backup + ".jlb");
        byte[] bytes = java.nio.file.Files.readAllBytes(file);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Carla", "manifest");
        bytes[bytes.length / 2] ^= 1;
        java.nio.file.Files.write(file, bytes);

        JsonNode restored = restore(backup);

        assertThat(restored.path("status").asString()).isEqualTo("failed");
        assertThat(restored.path("error").asString()).contains("checksum", "data is as it was");
        assertThat(companies.suspension(company())).isEmpty();
        assertThat(status(kept)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        assertThat(isServed(placedLater)).isTrue();
    }

    /** The engine has started it, its first job was held back, and no table knows it. */
    @Test
    void anInstanceThatWasHeldBackBySuspensionNeverRunsOnRestoredData() {
        companies.suspend(company(), "test", null);
        UUID kept = place().id();
        UUID backup = backUp();
        UUID lost = place().id();
        startAtTheEngine(kept);
        startAtTheEngine(lost);
        int known = count("SELECT count(*) FROM process_instance");

        assertThat(restore(backup).path("status").asString()).isEqualTo("done");
        assertThat(isServed(kept)).isTrue();
        assertThat(isServed(lost)).isTrue();
        assertThat(count("SELECT count(*) FROM process_instance")).isEqualTo(known);
        companies.resume(company());

        awaitServed(lost);
        UUID agent = agent(1);
        // The one that was held back would wait for a payment.
        offerTo(agent, kept);
        assertThat(listensTo("booking.paymentConfirmed", kept)).isFalse();
        finish(kept, agent);
        assertThat(count("SELECT count(*) FROM process_instance")).isEqualTo(known + 1);
    }

    private void startAtTheEngine(UUID booking) {
        camunda.newPublishMessageCommand()
                .messageName("booking.placed")
                .correlationKey(booking.toString())
                .variables(Map.of(
                        "company",
                        company(),
                        "bookingId",
                        booking,
                        "restoration",
                        "none",
                        "paymentRequired",
                        true,
                        "paymentMethod",
                        "card",
                        "priority",
                        "normal",
                        "vehicleType",
                        "sedan"))
                .send()
                .join();
        await("the engine has started it", () -> isServed(booking));
    }

    @Autowired
    private CamundaClient camunda;

    @Test
    void theScriptsDoTheSame() throws Exception {
        office(Role.PLATFORM_ADMIN);
        UUID kept = place(Duration.ofDays(20)).id();
        String backup = script("backup-company", company()).strip();
        UUID lost = place(Duration.ofDays(20)).id();

        assertThat(script("restore-company", company(), backup)).contains("is restored");

        assertThat(count("SELECT count(*) FROM booking WHERE id = ?", lost)).isZero();
        await("the kept booking is served", () -> isServed(kept));
        awaitServed(lost);
    }

    private String script(String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of("bash", "scripts/" + command[0]));
        line.addAll(List.of(command).subList(1, command.length));
        ProcessBuilder script = new ProcessBuilder(line).redirectErrorStream(true);
        script.environment().put("JOBLANE_URL", "http://127.0.0.1:" + environment.getProperty("local.server.port"));
        script.environment().put("JOBLANE_EMAIL", "platform_admin@" + company() + ".example");
        script.environment().put("JOBLANE_PASSWORD", "joblane-test");
        Process running = script.start();
        String said = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }

    @Autowired
    private org.springframework.core.env.Environment environment;

    private UUID bookingIn(BookingStatus status) {
        // Each newcomer is nearer than those before, who may be free again.
        UUID agent = agent(4 - 0.3 * agentOf.size());
        UUID booking = place().id();
        agentOf.put(booking, agent);
        offerTo(agent, booking);
        bring(booking, status == BookingStatus.INVOICED ? BookingStatus.IN_PROGRESS : status);
        if (status == BookingStatus.INVOICED) {
            finish(booking, agent);
        }
        settle();
        return booking;
    }

    private UUID backUp() {
        ApiClient platform = office(Role.PLATFORM_ADMIN)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        Answer begun = platform.post(path(BACKUPS), null);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(platform.post(path(BACKUPS), null).header("Idempotency-Replayed"))
                .isEqualTo("true");
        JsonNode ended = ended(platform, begun);
        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("done");
        assertThat(platform.get(path(BACKUPS)).json().at("/items/0/id").asString())
                .isEqualTo(ended.path("id").asString());
        return UUID.fromString(ended.path("id").asString());
    }

    private JsonNode restore(UUID backup) {
        ApiClient platform = office(Role.PLATFORM_ADMIN);
        Answer begun = platform.post(path(RESTORATIONS), "{\"backup\": \"" + backup + "\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        return ended(platform, begun);
    }

    private JsonNode ended(ApiClient platform, Answer begun) {
        String location = String.valueOf(begun.header("Location"));
        JsonNode[] last = new JsonNode[1];
        await("it ends: " + location, () -> {
            last[0] = platform.get(location).json();
            return !last[0].path("status").asString().equals("running");
        });
        return last[0];
    }

    private String path(String what) {
        return "/api/v1/companies/" + company() + what;
    }
}
