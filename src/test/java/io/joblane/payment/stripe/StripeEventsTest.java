package io.joblane.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.payment.domain.PaymentState;
import io.joblane.payment.domain.ProviderEvent;
import io.joblane.payment.domain.ProviderEvent.DisputeClosed;
import io.joblane.payment.domain.ProviderEvent.DisputeOpened;
import io.joblane.payment.domain.ProviderEvent.Nothing;
import io.joblane.payment.domain.ProviderEvent.PaymentChanged;
import io.joblane.payment.domain.ProviderEvent.RefundsChanged;
import io.joblane.payment.domain.RefundState;
import io.joblane.shared.Money;
import io.joblane.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Against the examples of Stripe's own events, whose signatures were computed over the exact bytes. */
class StripeEventsTest {
    private static final String SECRET = "whsec_test_secret";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_614_556_800);
    private static final String PAID = "payment_intent.succeeded";
    private static final String PAID_SIGNATURE =
            "t=1614556800,v1=431b15be92daade95aafd8a86711d00919d4d0466b67ede6aeccc6e7c8b961ea";

    private static final String REFUNDED_SIGNATURE =
            "t=1614556800,v1=753c2a1a96e58746aaba49307d209e8ec3730bae8ddce9f3cce85a0120e463bc";

    @Test
    void theSampleIsTakenAsItIs() throws IOException {
        ProviderEvent event = at(SIGNED_AT.plusSeconds(299)).read(SECRET, sample(PAID), PAID_SIGNATURE);
        assertThat(event.id()).isEqualTo("evt_000000000000000000000000");
        assertThat(event.type()).isEqualTo(PAID);
        assertThat(event.happenedAt()).isEqualTo(Instant.ofEpochSecond(1_648_320_033));
        assertThat(event.what())
                .isEqualTo(new PaymentChanged(
                        "pi_000000000000000000000000", null, PaymentState.SUCCEEDED, usd("20.00"), null));
    }

    @Test
    void aTimeStampTooOldOrOfTheFutureIsRefused() throws IOException {
        byte[] body = sample(PAID);
        refused(at(SIGNED_AT.plusSeconds(301)), SECRET, body, PAID_SIGNATURE);
        refused(at(SIGNED_AT.minusSeconds(301)), SECRET, body, PAID_SIGNATURE);
    }

    @Test
    void anotherSecretAnotherBodyAndAnotherSchemeAreRefused() throws IOException {
        byte[] body = sample(PAID);
        StripeEvents events = at(SIGNED_AT);
        refused(events, "whsec_other", body, PAID_SIGNATURE);
        refused(
                events,
                SECRET,
                (new String(body, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8),
                PAID_SIGNATURE);
        refused(events, SECRET, body, PAID_SIGNATURE.replace("v1=", "v0="));
        refused(events, SECRET, body, PAID_SIGNATURE.replace("t=1614556800", "t=1614556801"));
        refused(events, SECRET, body, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "t=", "t=x,v1=y", "v1=00", "t=1614556800", "nonsense", ",,,=", "t=99999999999999999999,v1=a"
            })
    void headersThatAreNoneAreRefused(String header) throws IOException {
        refused(at(SIGNED_AT), SECRET, sample(PAID), header);
    }

    @Test
    void oneOfTwoSignaturesIsEnoughWhileASecretIsChanged() throws IOException {
        String two = PAID_SIGNATURE.replace(",v1=", ",v1=" + "0".repeat(64) + ",v1=");
        assertThat(at(SIGNED_AT).read(SECRET, sample(PAID), two).type()).isEqualTo(PAID);
    }

    /** The example is of a charge without a payment intent, which none of ours is. */
    @Test
    void aRefundOfTheOlderLayoutIsRead() throws IOException {
        String sample = new String(sample("charge.refunded"), StandardCharsets.UTF_8);
        assertThat(at(SIGNED_AT)
                        .read(SECRET, sample("charge.refunded"), REFUNDED_SIGNATURE)
                        .what())
                .isEqualTo(new Nothing());
        RefundsChanged what =
                (RefundsChanged) read(sample.replace("\"payment_intent\": null", "\"payment_intent\": \"pi_1\""))
                        .what();
        assertThat(what.intentId()).isEqualTo("pi_1");
        assertThat(what.refunds()).hasSize(1);
        assertThat(what.refunds().getFirst().state()).isEqualTo(RefundState.SUCCEEDED);
        assertThat(what.refunds().getFirst().amount()).isEqualTo(usd("1.00"));
    }

    @Test
    void aFailureSaysWhy() throws IOException {
        PaymentChanged what =
                (PaymentChanged) read(new String(sample("payment_intent.payment_failed"), StandardCharsets.UTF_8))
                        .what();
        assertThat(what.state()).isEqualTo(PaymentState.FAILED);
        assertThat(what.failure()).isEqualTo("generic_decline");
    }

    @Test
    void ourIdsComeFromTheMetadata() {
        UUID id = UUID.randomUUID();
        String body = """
                {"id": "evt_1", "type": "payment_intent.succeeded", "created": 1, "data": {"object": {"id": "pi_1",
                 "amount_received": 1000, "currency": "jpy", "metadata": {"payment": "%s"}}}}""".formatted(id);
        assertThat(read(body).what())
                .isEqualTo(new PaymentChanged(
                        "pi_1", id, PaymentState.SUCCEEDED, new Money(new BigDecimal("1000"), "JPY"), null));
        assertThat(((PaymentChanged)
                                read(body.replace(id.toString(), "no uuid")).what())
                        .paymentId())
                .isNull();
    }

    @Test
    void disputesAreRead() {
        String opened = """
                {"id": "evt_2", "type": "charge.dispute.created", "created": 1, "data": {"object": {"id": "dp_1", "payment_intent": "pi_1",
                 "amount": 500, "currency": "usd", "reason": "fraudulent", "evidence_details": {"due_by": 1700000000}}}}""";
        assertThat(read(opened).what())
                .isEqualTo(new DisputeOpened(
                        "dp_1", "pi_1", usd("5.00"), "fraudulent", Instant.ofEpochSecond(1_700_000_000)));
        String closed = """
                {"id": "evt_3", "type": "charge.dispute.closed", "created": 1, "data": {"object": {"id": "dp_1", "status": "won"}}}""";
        assertThat(read(closed).what()).isEqualTo(new DisputeClosed("dp_1", true));
    }

    @Test
    void whatMeansNothingHereIsTakenAndWhatIsNoEventIsNot() {
        assertThat(read("{\"id\": \"evt_4\", \"type\": \"plan.created\"}").what())
                .isEqualTo(new Nothing());
        for (String body : new String[] {
            "[]",
            "null",
            "{}",
            "{\"id\": 7}",
            "no json",
            "{\"id\": \"e\", \"type\": \"payment_intent.succeeded\"}",
            "{\"id\": \"e\", \"type\": \"charge.dispute.created\", \"data\": {\"object\": {\"id\": \"d\", \"currency\": \"zzz\"}}}"
        }) {
            assertThatThrownBy(() -> read(body))
                    .as(body)
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.code()).isEqualTo("invalid_event"));
        }
    }

    @ParameterizedTest
    @CsvSource({"12.30, USD, 1230", "1000, JPY, 1000", "12.30, KWD, 12300", "12.00, ISK, 1200", "0.01, EUR, 1"})
    void amountsAreCountedInTheCurrencysSmallestUnit(String amount, String currency, long units) {
        Money money = new Money(new BigDecimal(amount), currency);
        assertThat(MinorUnits.of(money)).isEqualTo(units);
        assertThat(MinorUnits.money(units, currency.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(money);
    }

    private static ProviderEvent read(String body) {
        return at(SIGNED_AT)
                .read(SECRET, body.getBytes(StandardCharsets.UTF_8), Signed.header(SECRET, body, SIGNED_AT));
    }

    private static void refused(StripeEvents events, String secret, byte[] body, @Nullable String header) {
        assertThatThrownBy(() -> events.read(secret, body, header))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("signature_invalid"));
    }

    private static StripeEvents at(Instant now) {
        StripeSettings settings = new StripeSettings(
                URI.create("http://localhost"), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(5));
        return new StripeEvents(JsonMapper.shared(), settings, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream file = StripeEventsTest.class.getResourceAsStream("/webhooks/stripe-" + name + ".json")) {
            return file.readAllBytes();
        }
    }

    private static Money usd(String amount) {
        return new Money(new BigDecimal(amount), "USD");
    }
}
