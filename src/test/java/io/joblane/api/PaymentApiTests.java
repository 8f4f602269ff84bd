package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.payment.stripe.Signed;
import io.joblane.shared.Ids;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Money over HTTP: what Stripe tells moves processes, and the office settles what is left. */
class PaymentApiTests extends ApiTest {
    private static final String ACCOUNT = "/api/v1/payment-accounts/stripe";
    private static final String SECRET = "whsec_api_tests";
    private static final String TASKS = "/api/v1/tasks";

    @BeforeEach
    void anAccount() {
        ok(200, admin().send("PUT", ACCOUNT, """
                {"publishableKey": "pk_test_1", "secretKey": "sk_test_1", "webhookSecret": "%s"}""".formatted(SECRET)));
    }

    @Test
    void aPaidBookingIsDispatchedAndTheSecretsAreNeverGivenOut() {
        assertThat(admin().get(ACCOUNT).text())
                .contains("pk_test_1")
                .doesNotContain("sk_test")
                .doesNotContain(SECRET);
        assertThat(dispatcher().get(ACCOUNT).status()).isEqualTo(403);
        assertThat(admin().send(
                                "PUT",
                                ACCOUNT,
                                "{\"publishableKey\": \"x\", \"secretKey\": \"y\", \"webhookSecret\": \"z\"}")
                        .status())
                .isEqualTo(400);
        UUID booking = place(order(java.time.Duration.ofMinutes(60)).put("paymentMethod", "card"));
        assertThat(status(booking)).isEqualTo("pending");
        UUID payment = offered(booking);

        String paid = """
                {"id": "evt_%s", "type": "payment_intent.succeeded", "created": 1700000000, "data": {"object": {"id": "pi_%s",
                 "amount_received": 5000, "currency": "usd", "metadata": {"payment": "%s"}}}}""".formatted(booking, booking, payment);
        assertThat(told(paid, "whsec_forged").code()).isEqualTo("signature_invalid");
        ok(204, told(paid, SECRET));
        ok(204, told(paid, SECRET));

        await("the booking is let through", () -> !status(booking).equals("pending"));
        assertThat(dispatcher()
                        .post(BOOKINGS + "/" + booking + "/payment-intents", null)
                        .code())
                .isEqualTo("already_paid");
        JsonNode shown = dispatcher()
                .get("/api/v1/payments?bookingId=" + booking)
                .json()
                .path("items")
                .path(0);
        assertThat(shown.path("state").asString()).isEqualTo("succeeded");

        assertThat(dispatcher()
                        .post("/api/v1/payments/" + payment + "/refunds", "{\"reason\": \"r\"}")
                        .status())
                .isEqualTo(403);
        assertThat(admin().post("/api/v1/payments/" + payment + "/refunds", "{\"amount\": 60, \"reason\": \"r\"}")
                        .code())
                .isEqualTo("amount_too_high");
    }

    @Test
    void aDisputeIsAnAdminsTask() {
        UUID booking = place(laterOrder().put("paymentMethod", "card"));
        offered(booking);
        ok(204, told("""
                {"id": "evt_d%s", "type": "charge.dispute.created", "created": 1700000000, "data": {"object": {"id": "dp_%s",
                 "payment_intent": "pi_%s", "amount": 5000, "currency": "usd", "reason": "fraudulent"}}}""".formatted(booking, booking, booking), SECRET));
        JsonNode dispute = dispute(booking);
        String id = dispute.path("id").asString();
        JsonNode task = task(id);
        assertThat(task.path("type").asString()).isEqualTo("payment.handleDispute");
        assertThat(dispatcher().get(TASKS + "/" + task.path("id").asString()).status())
                .isEqualTo(404);
        assertThat(answer(task, "contested", "").code()).isEqualTo("note_required");
        ok(200, answer(task, "contested", "The driver has a picture"));
        assertThat(dispatcher()
                        .get("/api/v1/disputes/" + id)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("contested");
        await("the task is gone", () -> find(id).isEmpty());
    }

    @Test
    void theBankEndsWhatNobodyDecided() {
        UUID booking = place(laterOrder().put("paymentMethod", "card"));
        offered(booking);
        ok(204, told("""
                {"id": "evt_o%s", "type": "charge.dispute.created", "created": 1700000000, "data": {"object": {"id": "dp_%s",
                 "payment_intent": "pi_%s", "amount": 5000, "currency": "usd", "reason": "general"}}}""".formatted(booking, booking, booking), SECRET));
        String id = dispute(booking).path("id").asString();
        task(id);
        ok(204, told("""
                {"id": "evt_c%s", "type": "charge.dispute.closed", "created": 1700000000,
                 "data": {"object": {"id": "dp_%s", "status": "lost"}}}""".formatted(booking, booking), SECRET));
        await("the task is taken back", () -> find(id).isEmpty());
        assertThat(dispatcher().get("/api/v1/disputes?status=lost").text()).contains(id);
    }

    @Test
    void anUnknownCompanysAddressAndAnUnsignedBodyAreRefused() {
        assertThat(nobody().post("/api/v1/webhooks/stripe/nobody-here", "{}").code())
                .isEqualTo("webhook_unknown");
        assertThat(nobody().post(hook(), "{}").code()).isEqualTo("signature_invalid");
        assertThat(nobody().post(hook(), "no json").status()).isEqualTo(400);
    }

    @Test
    void statementsAndPayrollAreFiles() {
        assertThat(admin().get("/api/v1/payroll.csv?from=2026-01-01&to=2026-12-31")
                        .text())
                .startsWith("agentId,agent,from,to,currency,trips,jobs,hours,amount");
        assertThat(admin().get("/api/v1/payroll.csv?from=2026-01-02&to=2026-01-01")
                        .code())
                .isEqualTo("invalid_range");
        assertThat(dispatcher()
                        .get("/api/v1/payroll.csv?from=2026-01-01&to=2026-01-31")
                        .status())
                .isEqualTo(403);
        assertThat(admin().post("/api/v1/statements/runs", "{\"month\": \"2026-13\"}")
                        .status())
                .isEqualTo(400);
        Answer started = ok(202, admin().post("/api/v1/statements/runs", "{\"month\": \"2026-01\"}"));
        String run = started.header("Location");
        await("the run ends", () -> !admin().get(run).json().path("finishedAt").isNull());
        assertThat(admin().get(run).json().path("failed").asInt()).isZero();
    }

    private UUID offered(UUID booking) {
        UUID id = Ids.next();
        in(() ->
                world.jdbc.sql("""
                        INSERT INTO payment (id, booking_id, customer_id, method, provider, provider_id, state, amount, currency)
                        SELECT ?, id, customer_id, 'card', 'stripe', 'pi_' || id, 'pending', ?, 'USD' FROM booking WHERE id = ?
                        """).params(id, new BigDecimal("50.00"), booking).update());
        return id;
    }

    private JsonNode dispute(UUID booking) {
        return dispatcher()
                .get("/api/v1/disputes")
                .json()
                .path("items")
                .valueStream()
                .filter(found -> found.path("bookingId").asString().equals(booking.toString()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode task(String subject) {
        await("a task for " + subject, () -> !find(subject).isEmpty());
        return find(subject).getFirst();
    }

    private List<JsonNode> find(String subject) {
        return admin().get(TASKS + "?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(task -> task.path("subjectId").asString().equals(subject))
                .toList();
    }

    private Answer answer(JsonNode task, String outcome, String note) {
        return admin().post(TASKS + "/" + task.path("id").asString() + "/complete", tap(outcome, Map.of("note", note)));
    }

    private Answer told(String body, String secret) {
        ApiClient stripe = nobody().with("Stripe-Signature", Signed.header(secret, body, now()));
        return stripe.post(hook(), body);
    }

    private String hook() {
        return "/api/v1/webhooks/stripe/" + company();
    }
}
