package io.joblane.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.joblane.payment.domain.Account;
import io.joblane.payment.domain.CardProvider.Intent;
import io.joblane.payment.domain.CardProvider.NewIntent;
import io.joblane.payment.domain.CardProvider.ProviderRefund;
import io.joblane.payment.domain.CardProvider.ProviderRow;
import io.joblane.payment.domain.PaymentState;
import io.joblane.payment.domain.ProviderFault;
import io.joblane.payment.domain.ProviderFault.Kind;
import io.joblane.payment.domain.RefundState;
import io.joblane.shared.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What goes over the wire to Stripe, and what each of its answers is taken for. */
class StripeCardsTest {
    private static final Account ACCOUNT = new Account("pk_test_1", "sk_test_secret", "whsec_1");
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID BOOKING = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final Money PRICE = new Money(new BigDecimal("42.50"), "USD");
    private static final String INTENT = """
            {"id": "pi_1", "object": "payment_intent", "amount": 4250, "amount_received": 0, "currency": "usd",
             "client_secret": "pi_1_secret_2", "status": "requires_payment_method", "created": 1700000000,
             "metadata": {"payment": "%s"}}""".formatted(ID);
    private static final String REFUND = """
            {"id": "re_1", "object": "refund", "amount": 4250, "currency": "usd", "status": "succeeded", "created": 1700000000,
             "metadata": {"refund": "%s"}}""".formatted(ID);

    private static WireMockServer stripe;
    private static StripeCards cards;

    @BeforeAll
    static void start() {
        stripe = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        stripe.start();
        StripeSettings settings = new StripeSettings(
                URI.create("http://127.0.0.1:" + stripe.port()),
                Duration.ofSeconds(2),
                Duration.ofMillis(700),
                Duration.ofMinutes(5));
        cards = new StripeCards(settings, new StripeEvents(JsonMapper.shared(), settings, Clock.systemUTC()));
    }

    @AfterAll
    static void stop() {
        stripe.stop();
    }

    @BeforeEach
    void nothingIsExpected() {
        stripe.resetAll();
    }

    @Test
    void anOfferCarriesAmountCurrencyOurIdsAndTheKeyOfItsRow() {
        stripe.stubFor(post("/v1/payment_intents").willReturn(okJson(INTENT)));

        Intent intent = cards.create(ACCOUNT, new NewIntent(ID, BOOKING, "acme", "BK-000001", PRICE));

        assertThat(intent).isEqualTo(new Intent("pi_1", "pi_1_secret_2", PaymentState.PENDING, PRICE));
        assertThat(intent.toString()).doesNotContain("secret");
        stripe.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/payment_intents"))
                        .withHeader("Authorization", equalTo("Bearer sk_test_secret"))
                        .withHeader("Idempotency-Key", equalTo(ID.toString()))
                        .withHeader("Content-Type", containing("application/x-www-form-urlencoded"))
                        .withFormParam("amount", equalTo("4250"))
                        .withFormParam("currency", equalTo("usd"))
                        .withFormParam("description", equalTo("BK-000001"))
                        .withFormParam("automatic_payment_methods[enabled]", equalTo("true"))
                        .withFormParam("metadata[company]", equalTo("acme"))
                        .withFormParam("metadata[booking]", equalTo(BOOKING.toString()))
                        .withFormParam("metadata[payment]", equalTo(ID.toString())));
    }

    @Test
    void aChangedAmountHasAKeyOfItsOwn() {
        stripe.stubFor(post("/v1/payment_intents/pi_1").willReturn(okJson(INTENT.replace("4250", "5000"))));
        Money more = new Money(new BigDecimal("50.00"), "USD");
        assertThat(cards.changeAmount(ACCOUNT, "pi_1", ID, more).amount()).isEqualTo(more);
        stripe.verify(postRequestedFor(urlEqualTo("/v1/payment_intents/pi_1"))
                .withHeader("Idempotency-Key", equalTo(ID + "-5000"))
                .withFormParam("amount", equalTo("5000")));
    }

    @Test
    void whatWasReceivedIsTheAmountOfOneThatIsPaid() {
        stripe.stubFor(get("/v1/payment_intents/pi_1")
                .willReturn(okJson(INTENT.replace("\"amount_received\": 0", "\"amount_received\": 4000")
                        .replace("requires_payment_method", "succeeded"))));
        Intent intent = cards.find(ACCOUNT, "pi_1");
        assertThat(intent.state()).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(intent.amount().amount()).isEqualByComparingTo("40.00");
    }

    @Test
    void aRefundCarriesTheKeyOfItsRow() {
        stripe.stubFor(post("/v1/refunds").willReturn(okJson(REFUND)));
        assertThat(cards.refund(ACCOUNT, "pi_1", ID, PRICE))
                .isEqualTo(new ProviderRefund("re_1", ID, RefundState.SUCCEEDED, PRICE, null));
        stripe.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/refunds"))
                        .withHeader("Idempotency-Key", equalTo(ID.toString()))
                        .withFormParam("payment_intent", equalTo("pi_1"))
                        .withFormParam("amount", equalTo("4250"))
                        .withFormParam("metadata[refund]", equalTo(ID.toString())));
    }

    @Test
    void aRefundIsFoundOnWhateverPageItIs() {
        String other =
                REFUND.replace(ID.toString(), UUID.randomUUID().toString()).replace("re_1", "re_0");
        stripe.stubFor(get(urlPathEqualTo("/v1/refunds")).willReturn(okJson(list("/v1/refunds", true, other))));
        stripe.stubFor(get(urlPathEqualTo("/v1/refunds"))
                .withQueryParam("starting_after", equalTo("re_0"))
                .willReturn(okJson(list("/v1/refunds", false, REFUND))));
        assertThat(cards.findRefund(ACCOUNT, "pi_1", ID))
                .map(ProviderRefund::id)
                .contains("re_1");
        assertThat(cards.findRefund(ACCOUNT, "pi_1", BOOKING)).isEqualTo(Optional.empty());
        stripe.verify(
                com.github.tomakehurst.wiremock.client.WireMock.moreThan(0),
                com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(urlPathEqualTo("/v1/refunds"))
                        .withQueryParam("payment_intent", equalTo("pi_1")));
    }

    @Test
    void paymentsAndRefundsOfATimeAreListed() {
        stripe.stubFor(get(urlPathEqualTo("/v1/payment_intents"))
                .withQueryParam("created[gte]", equalTo("1699999999"))
                .withQueryParam("created[lt]", equalTo("1700000001"))
                .willReturn(okJson(list("/v1/payment_intents", false, INTENT))));
        stripe.stubFor(get(urlPathEqualTo("/v1/refunds")).willReturn(okJson(list("/v1/refunds", false, REFUND))));
        assertThat(cards.rows(ACCOUNT, Instant.ofEpochSecond(1_699_999_999), Instant.ofEpochSecond(1_700_000_001)))
                .extracting(ProviderRow::kind, ProviderRow::id, ProviderRow::ourId, ProviderRow::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ProviderRow.Kind.PAYMENT, "pi_1", ID, "pending"),
                        org.assertj.core.groups.Tuple.tuple(ProviderRow.Kind.REFUND, "re_1", ID, "succeeded"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, amount_too_large, REFUSED",
        "400, idempotency_error, , REFUSED",
        "402, card_error, card_declined, REFUSED",
        "404, invalid_request_error, resource_missing, REFUSED",
        "401, invalid_request_error, , ACCOUNT",
        "403, invalid_request_error, , ACCOUNT",
        "409, idempotency_error, idempotency_key_in_use, LATER",
        "429, invalid_request_error, rate_limit, LATER",
        "500, api_error, , UNCLEAR",
        "502, api_error, , UNCLEAR",
        "503, api_error, , UNCLEAR"
    })
    void eachErrorSaysWhetherItWasDone(int status, String type, String code, Kind expected) {
        String error = "{\"error\": {\"type\": \"" + type + "\", \"message\": \"Carla's card\""
                + (code == null ? "" : ", \"code\": \"" + code + "\"") + "}}";
        ProviderFault fault = refused(aResponse().withStatus(status).withBody(error));
        assertThat(fault.kind()).isEqualTo(expected);
        assertThat(fault.getMessage()).doesNotContain("Carla");
        stripe.verify(1, postRequestedFor(urlEqualTo("/v1/refunds")));
    }

    @Test
    void howLongToWaitIsWhatStripeSays() {
        ProviderFault fault = refused(aResponse()
                .withStatus(429)
                .withHeader("Retry-After", "17")
                .withBody("{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"rate_limit\"}}"));
        assertThat(fault.kind()).isEqualTo(Kind.LATER);
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void anAnswerThatComesTooLateOrBreaksOffSaysNothing() {
        assertThat(refused(okJson(REFUND).withFixedDelay(1500)).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(refused(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                        .kind())
                .isEqualTo(Kind.UNCLEAR);
        assertThat(refused(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))
                        .kind())
                .isEqualTo(Kind.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>maintenance</html>",
                "200|{\"id\": ",
                "200|{}",
                "200|{\"id\": \"re_1\", \"object\": \"refund\"}",
                "200|{\"id\": \"re_1\", \"amount\": \"many\", \"currency\": \"usd\", \"status\": \"succeeded\"}",
                "502|<html>bad gateway</html>"
            })
    void anAnswerThatIsNoneSaysNothing(int status, String body) {
        assertThat(refused(aResponse().withStatus(status).withBody(body)).kind())
                .isEqualTo(Kind.UNCLEAR);
    }

    private static ProviderFault refused(ResponseDefinitionBuilder answer) {
        stripe.stubFor(post("/v1/refunds").willReturn(answer));
        return catchThrowableOfType(ProviderFault.class, () -> cards.refund(ACCOUNT, "pi_1", ID, PRICE));
    }

    private static String list(String url, boolean more, String item) {
        return "{\"object\": \"list\", \"url\": \"" + url + "\", \"has_more\": " + more + ", \"data\": [" + item + "]}";
    }
}
