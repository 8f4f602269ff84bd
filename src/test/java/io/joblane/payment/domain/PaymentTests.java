package io.joblane.payment.domain;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.joblane.booking.CashReceived;
import io.joblane.booking.PaymentConfirmed;
import io.joblane.booking.RefundDecided;
import io.joblane.engine.Outbox;
import io.joblane.payment.domain.CardPayments.Offer;
import io.joblane.payment.domain.Reconciliation.Verdict;
import io.joblane.payment.stripe.Signed;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Payments and refunds on a real database against a stand-in for Stripe. */
class PaymentTests extends DomainTest {
    private static final WireMockServer STRIPE =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private static final String SECRET = "whsec_test";

    @Autowired
    PaymentAccounts accounts;

    @Autowired
    CardPayments cards;

    @Autowired
    PaymentWebhooks webhooks;

    @Autowired
    RefundSender sender;

    @Autowired
    PaymentDesk desk;

    @Autowired
    PaymentTable payments;

    @Autowired
    RefundTable refunds;

    @Autowired
    Disputes disputes;

    @Autowired
    ReconciliationService reconciliation;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Outbox outbox;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        STRIPE.start();
        registry.add("joblane.payment.stripe.base-address", () -> "http://127.0.0.1:" + STRIPE.port());
        registry.add("joblane.payment.stripe.timeout", () -> "700ms");
    }

    @BeforeEach
    void anAccountAndNothingWaiting() {
        STRIPE.resetAll();
        accounts.save(new Account("pk_test", "sk_test", SECRET));
        jdbc.sql("UPDATE refund SET state = 'failed' WHERE state = 'requested'").update();
        Mockito.clearInvocations(outbox);
    }

    @Test
    void secretsAreSealedAndForgotten() {
        String kept = jdbc.sql("SELECT secret_key || webhook_secret FROM payment_account WHERE deleted_at IS NULL")
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain("sk_test").doesNotContain(SECRET);
        assertThat(accounts.find()).contains(new Account("pk_test", "sk_test", SECRET));
        assertThat(jdbc.sql("SELECT changes::text FROM audit_entry WHERE entity = 'payment_account'")
                        .query(String.class)
                        .list())
                .noneMatch(changes -> changes.contains("v1."));
        accounts.remove();
        assertThat(accounts.find()).isEmpty();
        UUID booking = card("42.50");
        assertProblem("card_payments_not_configured", () -> cards.offer(booking));
        assertProblem("webhook_unknown", () -> webhooks.receive(new byte[0], null));
        assertThat(jdbc.sql("SELECT count(*) FROM payment WHERE booking_id = ?")
                        .param(booking)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aBookingHasOneOfferHoweverOftenItIsAskedFor() throws Exception {
        UUID booking = card("42.50");
        STRIPE.stubFor(
                post("/v1/payment_intents").willReturn(okJson(intent("pi_" + booking, 4250, "requires_action"))));
        STRIPE.stubFor(get("/v1/payment_intents/pi_" + booking)
                .willReturn(okJson(intent("pi_" + booking, 4250, "requires_action"))));
        Set<UUID> ids = new HashSet<>();
        for (Future<Offer> outcome : atOnce(4, () -> cards.offer(booking))) {
            ids.add(outcome.get().paymentId());
            assertThat(outcome.get().clientSecret()).isEqualTo("secret");
        }
        ids.add(cards.offer(booking).paymentId());
        assertThat(ids).hasSize(1);
        Set<String> keys = new HashSet<>();
        STRIPE.findAll(postRequestedFor(urlEqualTo("/v1/payment_intents")))
                .forEach(request -> keys.add(request.getHeader("Idempotency-Key")));
        assertThat(keys).containsExactly(ids.iterator().next().toString());
    }

    @Test
    void anOfferWhoseAnswerNeverCameIsMadeWithTheSameKey() {
        UUID booking = card("42.50");
        STRIPE.stubFor(post("/v1/payment_intents")
                .willReturn(
                        okJson(intent("pi_" + booking, 4250, "requires_action")).withFixedDelay(1500)));
        assertProblem("payment_provider_unavailable", () -> cards.offer(booking));
        // The price has changed meanwhile: the key still belongs to the first amount.
        jdbc.sql("UPDATE booking SET price_estimate = 50 WHERE id = ?")
                .param(booking)
                .update();
        STRIPE.stubFor(
                post("/v1/payment_intents").willReturn(okJson(intent("pi_" + booking, 4250, "requires_action"))));
        cards.offer(booking);
        var asked = STRIPE.findAll(postRequestedFor(urlEqualTo("/v1/payment_intents")));
        assertThat(asked).hasSizeGreaterThanOrEqualTo(2);
        assertThat(asked.stream()
                        .map(r -> r.getHeader("Idempotency-Key") + r.getBodyAsString())
                        .distinct())
                .hasSize(1);

        STRIPE.stubFor(get("/v1/payment_intents/pi_" + booking)
                .willReturn(okJson(intent("pi_" + booking, 4250, "requires_action"))));
        STRIPE.stubFor(post("/v1/payment_intents/pi_" + booking)
                .willReturn(okJson(intent("pi_" + booking, 5000, "requires_action"))));
        assertThat(cards.offer(booking).amount()).isEqualByComparingTo("50.00");
    }

    @Test
    void whatCannotBePaidByCardIsRefusedBeforeStripeIsAsked() {
        UUID account = rows.booking("pending");
        assertProblem("not_a_card_booking", () -> cards.offer(account));
        UUID unpriced = card("1");
        jdbc.sql("UPDATE booking SET price_estimate = NULL WHERE id = ?")
                .param(unpriced)
                .update();
        assertProblem("price_unknown", () -> cards.offer(unpriced));
        UUID going = card("1");
        jdbc.sql("UPDATE booking SET status = 'assigned' WHERE id = ?")
                .param(going)
                .update();
        assertProblem("booking_not_waiting", () -> cards.offer(going));
        assertProblem("booking_not_found", () -> cards.offer(UUID.randomUUID()));
        assertThat(STRIPE.getAllServeEvents()).isEmpty();
    }

    @Test
    void stripesWordConfirmsTheBookingOnceInWhateverOrderTheWordsCome() {
        UUID booking = card("42.50");
        UUID payment = offered(booking, "42.50");
        String intent = "pi_" + booking;
        String paid = event("payment_intent.succeeded", object(intent, 4250, payment));

        assertThat(receive(paid)).isEqualTo("confirmed");
        assertThat(receive(paid)).isEqualTo("known");
        assertThat(receive(paid.replaceFirst("evt_", "evt_again_"))).isEqualTo("known");
        String late = event("payment_intent.payment_failed", object(intent, 4250, payment));
        assertThat(receive(late)).isEqualTo("late");

        assertThat(payments.find(payment).orElseThrow().state()).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(paymentStatus(booking)).isEqualTo("paid");
        assertThat(refundsOf(payment)).isEmpty();
    }

    @Test
    void theSameWordAtOnceCountsOnce() throws Exception {
        UUID booking = card("42.50");
        UUID payment = offered(booking, "42.50");
        String paid = event("payment_intent.succeeded", object("pi_" + booking, 4250, payment));
        int confirmed = 0;
        for (Future<String> outcome : atOnce(6, () -> receive(paid))) {
            confirmed += outcome.get().equals("confirmed") ? 1 : 0;
        }
        assertThat(confirmed).isOne();
    }

    @Test
    void aFailureIsNotedAndTheNextTryCounts() {
        UUID booking = card("42.50");
        UUID payment = offered(booking, "42.50");
        String declined = """
                {"id": "pi_%s", "amount": 4250, "currency": "usd", "last_payment_error": {"code": "card_declined",
                 "decline_code": "insufficient_funds"}}""".formatted(booking);
        assertThat(receive(event("payment_intent.payment_failed", declined))).isEqualTo("noted");
        assertThat(payments.find(payment).orElseThrow().failure()).isEqualTo("insufficient_funds");
        assertThat(paymentStatus(booking)).isEqualTo("unpaid");
        assertThat(receive(event("payment_intent.succeeded", object("pi_" + booking, 4250, payment))))
                .isEqualTo("confirmed");
    }

    @Test
    void aWordThatComesBeforeTheAnswerFindsThePaymentByOurId() {
        UUID booking = card("42.50");
        UUID payment = offered(booking, "42.50");
        jdbc.sql("UPDATE payment SET provider_id = NULL WHERE id = ?")
                .param(payment)
                .update();
        assertThat(receive(event("payment_intent.succeeded", object("pi_" + booking, 4250, payment))))
                .isEqualTo("confirmed");
        assertThat(payments.find(payment).orElseThrow().providerId()).isEqualTo("pi_" + booking);
    }

    @Test
    void moneyForABookingThatHasEndedGoesBack() {
        UUID booking = card("42.50");
        UUID payment = offered(booking, "42.50");
        jdbc.sql("UPDATE booking SET status = 'cancelled' WHERE id = ?")
                .param(booking)
                .update();
        assertThat(receive(event("payment_intent.succeeded", object("pi_" + booking, 4250, payment))))
                .isEqualTo("sent back");
        assertThat(refundsOf(payment)).extracting(Refund::origin).containsExactly("late_payment");
        STRIPE.stubFor(post("/v1/refunds").willReturn(okJson(refund("re_" + booking, 4250, "pending"))));
        sender.sendDue();
        assertThat(refundsOf(payment)).extracting(Refund::state).containsExactly(RefundState.PENDING);
        String done =
                "{\"id\": \"re_%s\", \"amount\": 4250, \"currency\": \"usd\", \"status\": \"succeeded\", \"payment_intent\": \"pi_%s\"}"
                        .formatted(booking, booking);
        receive(event("refund.updated", done));
        receive(event("refund.updated", done.replace("succeeded", "pending")));
        assertThat(refundsOf(payment)).extracting(Refund::state).containsExactly(RefundState.SUCCEEDED);
    }

    @Test
    void lessThanThePriceLetsNothingGoOn() {
        UUID booking = card("42.50");
        UUID payment = offered(booking, "42.50");
        assertThat(receive(event("payment_intent.succeeded", object("pi_" + booking, 4000, payment))))
                .isEqualTo("too little");
        assertThat(paymentStatus(booking)).isEqualTo("unpaid");
        assertThat(payments.find(payment).orElseThrow().amount()).isEqualByComparingTo("40.00");
    }

    @Test
    void wordsAboutOthersPaymentsAndWithoutSignatureChangeNothing() {
        assertThat(receive(event("payment_intent.succeeded", object("pi_foreign", 100, UUID.randomUUID()))))
                .isEqualTo("ignored");
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertProblem("signature_invalid", () -> webhooks.receive(body, "t=1,v1=00"));
    }

    @Test
    void theCancellationsShareGoesBackByTheWayItCame() {
        UUID booking = paid("100.00");
        UUID payment = payments.ofBooking(booking).getFirst().id();
        RefundDecided decided = new RefundDecided(booking, customerOf(booking), new BigDecimal("50.00"), "USD");
        events.publishEvent(decided);
        events.publishEvent(decided);
        assertThat(refundsOf(payment)).hasSize(1);
        STRIPE.stubFor(post("/v1/refunds").willReturn(okJson(refund("re_" + booking, 5000, "succeeded"))));
        assertThat(sender.sendDue()).isEqualTo(1);
        assertThat(sender.sendDue()).isZero();
        Refund refund = refundsOf(payment).getFirst();
        assertThat(refund.state()).isEqualTo(RefundState.SUCCEEDED);
        assertThat(refund.providerId()).isEqualTo("re_" + booking);
        assertThat(refund.settledAt()).isEqualTo(clock.instant());
    }

    @Test
    void whatNoProviderHoldsIsPaidOutByHand() {
        UUID booking = rows.booking("cancelled");
        UUID customer = customerOf(booking);
        events.publishEvent(new PaymentConfirmed(booking, customer, new BigDecimal("80.00"), "USD"));
        events.publishEvent(new RefundDecided(booking, customer, new BigDecimal("80.00"), "USD"));
        Refund refund = refundsOf(payments.ofBooking(booking).getFirst().id()).getFirst();
        assertThat(refund.state()).isEqualTo(RefundState.MANUAL);
        assertThat(sender.sendDue()).isZero();
        assertThat(desk.paidOut(refund.id()).state()).isEqualTo(RefundState.SUCCEEDED);
        assertProblem("refund_succeeded", () -> desk.paidOut(refund.id()));
        assertProblem("refund_unknown", () -> desk.paidOut(UUID.randomUUID()));
    }

    @Test
    void aRefundThatWasTakenAndWhoseAnswerNeverCameIsNotMadeTwice() {
        UUID payment = payments.ofBooking(paid("100.00")).getFirst().id();
        Refund refund = desk.refund(payment, new BigDecimal("30.00"), "Late");
        STRIPE.stubFor(post("/v1/refunds")
                .willReturn(okJson(refund("re_x", 3000, "succeeded")).withFixedDelay(1500)));
        STRIPE.stubFor(get(urlPathEqualTo("/v1/refunds"))
                .willReturn(okJson(list(refund("re_" + refund.id(), 3000, "succeeded")
                        .replace("{}", "{\"refund\": \"" + refund.id() + "\"}")))));
        sender.sendDue();
        assertThat(refunds.find(refund.id()).orElseThrow().state()).isEqualTo(RefundState.REQUESTED);
        int sent = STRIPE.findAll(postRequestedFor(urlEqualTo("/v1/refunds"))).size();

        clock.set(clock.instant().plusSeconds(10));
        sender.sendDue();

        assertThat(refunds.find(refund.id()).orElseThrow().providerId()).isEqualTo("re_" + refund.id());
        assertThat(STRIPE.findAll(postRequestedFor(urlEqualTo("/v1/refunds")))).hasSize(sent);
    }

    @Test
    void aRefundWhoseSenderWasKilledIsLookedUpAndThenSentWithTheSameKey() {
        UUID payment = payments.ofBooking(paid("100.00")).getFirst().id();
        Refund refund = desk.refund(payment, null, "Late");
        assertThat(refunds.take()).isPresent();
        assertThat(sender.sendDue()).as("somebody has it").isZero();
        clock.set(clock.instant().plus(Duration.ofMinutes(3)));
        STRIPE.stubFor(get(urlPathEqualTo("/v1/refunds")).willReturn(okJson(list(""))));
        STRIPE.stubFor(post("/v1/refunds").willReturn(okJson(refund("re_" + refund.id(), 10000, "succeeded"))));
        sender.sendDue();
        assertThat(refunds.find(refund.id()).orElseThrow().state()).isEqualTo(RefundState.SUCCEEDED);
        var sent = STRIPE.findAll(postRequestedFor(urlEqualTo("/v1/refunds")));
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().getHeader("Idempotency-Key"))
                .isEqualTo(refund.id().toString());
    }

    @Test
    void severalSendersMakeEachRefundOnce() throws Exception {
        STRIPE.stubFor(post("/v1/refunds")
                .willReturn(aResponse()
                        .withFixedDelay(50)
                        .withBody(
                                "{\"id\": \"re_{{request.headers.Idempotency-Key}}\", \"amount\": 100, \"currency\": \"usd\", \"status\": \"succeeded\"}")
                        .withTransformers("response-template")));
        for (int i = 0; i < 6; i++) {
            desk.refund(payments.ofBooking(paid("100.00")).getFirst().id(), BigDecimal.ONE, "r");
        }
        int sent = 0;
        for (Future<Integer> outcome : atOnce(3, sender::sendDue)) {
            sent += outcome.get();
        }
        assertThat(sent).isEqualTo(6);
        assertThat(STRIPE.findAll(postRequestedFor(urlEqualTo("/v1/refunds")))).hasSize(6);
    }

    @Test
    void stripesWishToBeLeftAloneIsRespectedAndARefusalEndsIt() {
        UUID payment = payments.ofBooking(paid("100.00")).getFirst().id();
        Refund refund = desk.refund(payment, new BigDecimal("10.00"), "Late");
        STRIPE.stubFor(post("/v1/refunds")
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("Retry-After", "120")
                        .withBody("{\"error\": {}}")));
        sender.sendDue();
        clock.set(clock.instant().plusSeconds(119));
        assertThat(sender.sendDue()).isZero();
        clock.set(clock.instant().plusSeconds(2));
        STRIPE.stubFor(get(urlPathEqualTo("/v1/refunds")).willReturn(okJson(list(""))));
        STRIPE.stubFor(
                post("/v1/refunds")
                        .willReturn(
                                aResponse()
                                        .withStatus(400)
                                        .withBody(
                                                "{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"charge_already_refunded\"}}")));
        assertThat(sender.sendDue()).isEqualTo(1);
        Refund after = refunds.find(refund.id()).orElseThrow();
        assertThat(after.state()).isEqualTo(RefundState.FAILED);
        assertThat(after.failure()).isEqualTo("charge_already_refunded");
        assertThat(desk.find(payment).refunded())
                .as("what failed may go back again")
                .isEqualByComparingTo("0");
    }

    @Test
    void aRefundWaitsForAnAccount() {
        UUID payment = payments.ofBooking(paid("100.00")).getFirst().id();
        Refund refund = desk.refund(payment, null, "Late");
        accounts.remove();
        sender.sendDue();
        Refund waiting = refunds.find(refund.id()).orElseThrow();
        assertThat(waiting.state()).isEqualTo(RefundState.REQUESTED);
        assertThat(waiting.failure()).isEqualTo("card_payments_not_configured");
    }

    @Test
    void noMoreGoesBackThanCame() throws Exception {
        UUID payment = payments.ofBooking(paid("100.00")).getFirst().id();
        int taken = 0;
        for (Future<Refund> outcome : atOnce(5, () -> desk.refund(payment, new BigDecimal("40.00"), "r"))) {
            try {
                outcome.get();
                taken++;
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(((Problem) e.getCause()).code()).isEqualTo("amount_too_high");
            }
        }
        assertThat(taken).isEqualTo(2);
        desk.refund(payment, null, "the rest");
        assertProblem("nothing_to_refund", () -> desk.refund(payment, null, "more"));
        assertProblem("payment_unknown", () -> desk.refund(UUID.randomUUID(), null, "r"));
    }

    @Test
    void aRefundMadeAtStripesOwnDeskIsKnownHereOnce() {
        UUID booking = paid("100.00");
        UUID payment = payments.ofBooking(booking).getFirst().id();
        String made =
                "{\"id\": \"re_desk_%s\", \"amount\": 700, \"currency\": \"usd\", \"status\": \"succeeded\", \"payment_intent\": \"pi_%s\"}"
                        .formatted(booking, booking);
        receive(event("refund.created", made));
        receive(event("charge.refund.updated", made));
        assertThat(refundsOf(payment)).extracting(Refund::origin).containsExactly("provider");
        assertThat(desk.find(payment).refunded()).isEqualByComparingTo("7.00");
    }

    @Test
    void cashIsWrittenDown() {
        UUID booking = rows.booking("completed");
        events.publishEvent(
                new CashReceived(booking, customerOf(booking), new BigDecimal("20.00"), "USD", clock.instant()));
        assertThat(payments.ofBooking(booking)).extracting(Payment::method).containsExactly("cash");
    }

    @Test
    void aDisputePutsOneTaskBeforeAnAdminAndTheBanksDecisionEndsIt() {
        UUID booking = paid("100.00");
        String opened = """
                {"id": "dp_%s", "payment_intent": "pi_%s", "amount": 10000, "currency": "usd", "reason": "fraudulent",
                 "evidence_details": {"due_by": 1900000000}}""".formatted(booking, booking);
        assertThat(receive(event("charge.dispute.created", opened))).isEqualTo("disputed");
        assertThat(receive(event("charge.dispute.created", opened))).isEqualTo("known");
        Dispute dispute = disputes.page(null, null, 1).getFirst();
        assertThat(dispute.answerBy()).isEqualTo(Instant.ofEpochSecond(1_900_000_000));
        verify(outbox, times(1)).message(eq("payment.disputeOpened"), eq(dispute.id()), any());

        assertThat(disputes.decide(dispute.id(), DisputeStatus.CONTESTED, "He was on board")
                        .changed())
                .isTrue();
        assertThat(disputes.decide(dispute.id(), DisputeStatus.ACCEPTED, "Let it be")
                        .changed())
                .isFalse();
        String closed = "{\"id\": \"dp_" + booking + "\", \"status\": \"lost\"}";
        assertThat(receive(event("charge.dispute.closed", closed))).isEqualTo("closed");
        assertThat(receive(event("charge.dispute.closed", closed))).isEqualTo("ignored");
        assertThat(disputes.get(dispute.id()).status()).isEqualTo(DisputeStatus.LOST);
        verify(outbox, times(1)).message("payment.disputeClosed", dispute.id());
    }

    @Test
    void whatStripeSaysIsHeldAgainstWhatWeSay() {
        clock.set(Instant.now());
        Instant from = Instant.now().minusSeconds(5);
        UUID equal = paid("100.00");
        UUID differs = paid("100.00");
        UUID missing = paid("100.00");
        STRIPE.stubFor(get(urlPathEqualTo("/v1/payment_intents"))
                .willReturn(okJson(list(
                        intent("pi_" + equal, 10000, "succeeded") + "," + intent("pi_" + differs, 9900, "succeeded")
                                + "," + intent("pi_unknown_" + equal, 100, "succeeded")))));
        STRIPE.stubFor(get(urlPathEqualTo("/v1/refunds")).willReturn(okJson(list(""))));
        Reconciliation found = reconciliation.compare(from, Instant.now().plusSeconds(60));
        assertThat(found.rows().getFirst().verdict()).isEqualTo(Verdict.MISSING_HERE);
        assertThat(found.rows().getLast().verdict()).isEqualTo(Verdict.EQUAL);
        assertThat(verdict(found, differs)).isEqualTo(Verdict.AMOUNT_DIFFERS);
        assertThat(verdict(found, missing)).isEqualTo(Verdict.MISSING_THERE);
        assertThat(found.equal()).isOne();
        assertProblem("invalid_range", () -> reconciliation.compare(from, from));
    }

    private Verdict verdict(Reconciliation found, UUID booking) {
        UUID id = payments.ofBooking(booking).getFirst().id();
        return found.rows().stream()
                .filter(r -> id.equals(r.ourId()))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private UUID card(String price) {
        UUID booking = rows.booking("pending");
        jdbc.sql(
                        "UPDATE booking SET payment_method = 'card', payment_status = 'unpaid', price_estimate = ? WHERE id = ?")
                .params(new BigDecimal(price), booking)
                .update();
        return booking;
    }

    /** As {@link CardPayments} leaves it. */
    private UUID offered(UUID booking, String price) {
        UUID id = payments.insert(new PaymentTable.NewPayment(
                booking, null, customerOf(booking), "card", "stripe", new BigDecimal(price), "USD", null, ""));
        payments.setProviderId(id, "pi_" + booking, new BigDecimal(price));
        return id;
    }

    private UUID paid(String price) {
        UUID booking = card(price);
        UUID payment = offered(booking, price);
        receive(event("payment_intent.succeeded", object("pi_" + booking, cents(price), payment)));
        return booking;
    }

    private static long cents(String price) {
        return new BigDecimal(price).movePointRight(2).longValueExact();
    }

    private String receive(String body) {
        return webhooks.receive(body.getBytes(StandardCharsets.UTF_8), Signed.header(SECRET, body, clock.instant()));
    }

    private static String event(String type, String object) {
        return "{\"id\": \"evt_%s\", \"type\": \"%s\", \"created\": 1700000000, \"data\": {\"object\": %s}}"
                .formatted(UUID.randomUUID(), type, object);
    }

    private static String object(String intent, long received, UUID payment) {
        return "{\"id\": \"%s\", \"amount\": %d, \"amount_received\": %d, \"currency\": \"usd\", \"metadata\": {\"payment\": \"%s\"}}"
                .formatted(intent, received, received, payment);
    }

    private static String intent(String id, long amount, String status) {
        return """
                {"id": "%s", "object": "payment_intent", "amount": %d, "amount_received": %d, "currency": "usd", "client_secret": "secret",
                 "status": "%s", "created": 1700000000, "metadata": {}}""".formatted(id, amount, status.equals("succeeded") ? amount : 0, status);
    }

    private static String refund(String id, long amount, String status) {
        return """
                {"id": "%s", "object": "refund", "amount": %d, "currency": "usd", "status": "%s", "created": 1700000000, "metadata": {}}""".formatted(id, amount, status);
    }

    private static String list(String items) {
        return "{\"object\": \"list\", \"url\": \"/v1/refunds\", \"has_more\": false, \"data\": [" + items + "]}";
    }

    private List<Refund> refundsOf(UUID payment) {
        return refunds.page(payment, null, null, 10);
    }

    private String paymentStatus(UUID booking) {
        return jdbc.sql("SELECT payment_status FROM booking WHERE id = ?")
                .param(booking)
                .query(String.class)
                .single();
    }

    private UUID customerOf(UUID booking) {
        return jdbc.sql("SELECT customer_id FROM booking WHERE id = ?")
                .param(booking)
                .query(UUID.class)
                .single();
    }

    private static void assertProblem(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
    }
}
