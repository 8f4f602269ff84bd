package io.joblane.notification.channel.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Providers;
import io.joblane.notification.channel.Sender;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSenderTests {
    private static final String ACCOUNT = "AC" + "0".repeat(32);
    private static final String PATH = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json";
    private static final String SID = "SM" + "1".repeat(32);
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final WireMockServer twilio = Providers.start();
    private Sender sender;

    @BeforeEach
    void open() {
        sender = channel().open(account(Map.of("accountSid", ACCOUNT, "from", "+12125550111")));
    }

    @AfterEach
    void close() {
        sender.close();
        twilio.stop();
    }

    @Test
    void theRequestIsWhatTwilioAsksFor() {
        twilio.stubFor(post(PATH).willReturn(okJson(created()).withStatus(201)));
        UUID id = UUID.randomUUID();

        Outcome outcome = send(Providers.message(
                id, "Añorga – 5 €?", URI.create("https://jobs.example/cb?notification=" + id), "+12125550100"));

        assertThat(outcome).isEqualTo(new Outcome.Accepted(SID));
        var request = twilio.findAll(postRequestedFor(urlEqualTo(PATH))).getFirst();
        assertThat(request.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.getHeader("Authorization")).isEqualTo(basic());
        assertThat(form(request.getBodyAsString()))
                .isEqualTo(Map.of(
                        "To", "+12125550100",
                        "From", "+12125550111",
                        "Body", "Añorga – 5 €?",
                        "StatusCallback", "https://jobs.example/cb?notification=" + id));
    }

    @Test
    void aMessagingServiceStandsInForTheNumber() {
        twilio.stubFor(post(PATH).willReturn(okJson(created()).withStatus(201)));
        String service = "MG" + "2".repeat(32);
        Sender other = channel().open(account(Map.of("accountSid", ACCOUNT, "messagingServiceSid", service)));

        assertThat(other.send(List.of(Providers.message("+12125550100")))).containsExactly(new Outcome.Accepted(SID));
        assertThat(form(twilio.findAll(postRequestedFor(urlEqualTo(PATH)))
                        .getFirst()
                        .getBodyAsString()))
                .containsEntry("MessagingServiceSid", service)
                .doesNotContainKey("From");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, INVALID",
        "400, 21614, INVALID",
        "400, 21612, INVALID",
        "400, 21610, UNSUBSCRIBED",
        "400, 21408, ",
        "400, 21617, "
    })
    void refusalsAreForGoodAndSomeBlockTheNumber(int status, int code, BlockReason block) {
        twilio.stubFor(post(PATH).willReturn(error(status, code)));

        assertThat(send(Providers.message("+12125550100"))).isEqualTo(new Outcome.Refused("Twilio " + code, block));
    }

    @Test
    void tooManyRequestsWaitAsLongAsTwilioSays() {
        twilio.stubFor(post(PATH).willReturn(error(429, 20429).withHeader("Retry-After", "17")));

        assertThat(send(Providers.message("+12125550100")))
                .isEqualTo(new Outcome.Busy("Twilio answers 429", Duration.ofSeconds(17)));
        twilio.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void aRefusedTokenIsNotTheMessagesFault() {
        twilio.stubFor(post(PATH).willReturn(error(401, 20003)));

        assertThat(send(Providers.message("+12125550100")))
                .isEqualTo(new Outcome.Busy("Twilio 20003: credentials refused", Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void aServersFaultIsInDoubtAndNotRepeated(int status) {
        twilio.stubFor(post(PATH).willReturn(aResponse().withStatus(status).withBody("oops")));

        assertThat(send(Providers.message("+12125550100"))).isInstanceOf(Outcome.InDoubt.class);
        twilio.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void anAnswerThatComesTooLateIsInDoubtAndNotRepeated() {
        twilio.stubFor(post(PATH).willReturn(okJson(created()).withStatus(201).withFixedDelay(1_500)));

        assertThat(send(Providers.message("+12125550100"))).isInstanceOf(Outcome.InDoubt.class);
        twilio.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenConnectionIsInDoubtAndNotRepeated(Fault fault) {
        twilio.stubFor(post(PATH).willReturn(aResponse().withFault(fault)));

        assertThat(send(Providers.message("+12125550100"))).isInstanceOf(Outcome.InDoubt.class);
        twilio.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"sid\": 7}", "{\"sid\": null}", "null", "{\"sid\":\"SM"})
    void anAnswerThatCannotBeReadIsInDoubt(String body) {
        twilio.stubFor(post(PATH).willReturn(okJson(body).withStatus(201)));

        assertThat(send(Providers.message("+12125550100")))
                .isInstanceOfAny(Outcome.InDoubt.class, Outcome.Accepted.class);
        assertThat(send(Providers.message("+12125550100"))).isNotEqualTo(new Outcome.Accepted(""));
    }

    @Test
    void whoeverCannotBeReachedHasNothing() {
        twilio.stop();

        assertThat(send(Providers.message("+12125550100")))
                .isEqualTo(new Outcome.Busy("Twilio cannot be reached", null));
    }

    @Test
    void aLostAnswerIsLookedUpByNumberAndWords() {
        twilio.stubFor(get(urlPathEqualTo(PATH))
                .willReturn(okJson(list(
                        message("SM" + "a".repeat(32), "Something else", NOW),
                        message("SM" + "b".repeat(32), "Your driver is here.", NOW.minusSeconds(7_200)),
                        message("SM" + "c".repeat(32), "Your driver is here.", NOW),
                        message(SID, "Your driver is here.", NOW)))));
        Outbound lost = Providers.message("+12125550100");

        assertThat(sender.lookUp(lost, NOW, id -> id.startsWith("SMc"))).isEqualTo(new LookUp.Found(SID));
        assertThat(sender.lookUp(lost, NOW, id -> true)).isEqualTo(new LookUp.NotThere());
        twilio.verify(2, getRequestedFor(urlPathEqualTo(PATH)).withQueryParam("To", equalTo("+12125550100")));
    }

    @Test
    void aLookUpThatFailsSaysSo() {
        twilio.stubFor(get(urlPathEqualTo(PATH)).willReturn(error(429, 20429).withHeader("Retry-After", "9")));
        assertThat(sender.lookUp(Providers.message("+12125550100"), NOW, id -> false))
                .isEqualTo(new LookUp.Unknown("Twilio answers 429", Duration.ofSeconds(9)));

        twilio.stubFor(get(urlPathEqualTo(PATH)).willReturn(okJson("<html>")));
        assertThat(sender.lookUp(Providers.message("+12125550100"), NOW, id -> false))
                .isInstanceOf(LookUp.Unknown.class);
    }

    @Test
    void anAccountWithoutItsTokenCannotBeOpened() {
        assertThatThrownBy(() ->
                        channel().open(Providers.account(ChannelKind.SMS, Map.of("accountSid", ACCOUNT), Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authToken");
    }

    private TwilioChannel channel() {
        return new TwilioChannel(Providers.at(twilio), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ChannelAccount account(Map<String, String> settings) {
        return Providers.account(ChannelKind.SMS, settings, Map.of("authToken", "secret-token"));
    }

    private Outcome send(Outbound message) {
        return sender.send(List.of(message)).getFirst();
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder error(int status, int code) {
        return okJson("{\"code\": %d, \"message\": \"no\", \"more_info\": \"x\", \"status\": %d}"
                        .formatted(code, status))
                .withStatus(status);
    }

    private static String created() {
        return "{\"sid\": \"%s\", \"status\": \"queued\", \"body\": \"x\", \"to\": \"+12125550100\"}".formatted(SID);
    }

    private static String message(String sid, String body, Instant at) {
        return "{\"sid\": \"%s\", \"body\": \"%s\", \"status\": \"queued\", \"date_created\": \"%s\"}"
                .formatted(
                        sid,
                        body,
                        java.time.format.DateTimeFormatter.ofPattern(
                                        "EEE, dd MMM yyyy HH:mm:ss Z", java.util.Locale.ENGLISH)
                                .format(at.atZone(ZoneOffset.UTC)));
    }

    private static String list(String... messages) {
        return "{\"messages\": [%s], \"page\": 0, \"page_size\": 100, \"uri\": \"x\", \"first_page_uri\": \"x\", \"next_page_uri\": null, \"previous_page_uri\": null}"
                .formatted(String.join(",", messages));
    }

    private static String basic() {
        return "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString((ACCOUNT + ":secret-token").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
