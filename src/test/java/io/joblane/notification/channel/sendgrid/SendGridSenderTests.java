package io.joblane.notification.channel.sendgrid;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Providers;
import io.joblane.notification.channel.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SendGridSenderTests {
    private static final String PATH = "/v3/mail/send";
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final WireMockServer sendGrid = Providers.start();
    private Sender sender;

    @BeforeEach
    void open() {
        sender = new SendGridChannel(Providers.at(sendGrid), new JsonMapper(), Clock.fixed(NOW, ZoneOffset.UTC))
                .open(Providers.account(
                        ChannelKind.EMAIL,
                        Map.of("fromAddress", "trips@acme.example", "fromName", "Acme", "replyTo", "desk@acme.example"),
                        Map.of("apiKey", "SG.key")));
    }

    @AfterEach
    void close() {
        sender.close();
        sendGrid.stop();
    }

    @Test
    void theRequestIsWhatSendGridAsksFor() {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(202).withHeader("X-Message-Id", "sg-1")));
        UUID id = UUID.randomUUID();

        assertThat(send(Providers.message(id, "Über die Brücke", null, "carla@mail.example")))
                .isEqualTo(new Outcome.Accepted("sg-1"));

        sendGrid.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Authorization", equalTo("Bearer SG.key"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("""
                        {"from": {"name": "Acme", "email": "trips@acme.example"},
                         "reply_to": {"email": "desk@acme.example"},
                         "subject": "Hello",
                         "personalizations": [{"to": [{"email": "carla@mail.example"}], "custom_args": {"notification": "%1$s"}}],
                         "content": [{"type": "text/plain", "value": "Über die Brücke"},
                                     {"type": "text/html", "value": "<p>Über die Brücke</p>"}],
                         "headers": {"Message-ID": "<%1$s@acme.example>",
                                     "List-Unsubscribe": "<https://jobs.example/u/1>",
                                     "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}}
                        """.formatted(id))));
    }

    @Test
    void anAddressThatItRefusesIsBlocked() {
        sendGrid.stubFor(post(PATH)
                .willReturn(okJson(
                                "{\"errors\": [{\"message\": \"Does not contain a valid address.\", \"field\": \"personalizations.0.to.0.email\"}]}")
                        .withStatus(400)));

        assertThat(send(mail())).isEqualTo(new Outcome.Refused("SendGrid answers 400", BlockReason.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errors\": [{\"field\": \"from.email\"}]}", "{}", "<html>", ""})
    void anyOtherRefusalIsNotTheAddress(String body) {
        sendGrid.stubFor(post(PATH).willReturn(okJson(body).withStatus(400)));

        assertThat(send(mail())).isEqualTo(new Outcome.Refused("SendGrid answers 400", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsNotTheMessagesFault(int status) {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(status)));

        assertThat(send(mail()))
                .isEqualTo(new Outcome.Busy(
                        "SendGrid answers " + status + ": credentials refused", Duration.ofMinutes(5)));
    }

    @Test
    void tooManyRequestsWaitAsLongAsSendGridSays() {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "21")));
        assertThat(send(mail())).isEqualTo(new Outcome.Busy("SendGrid answers 429", Duration.ofSeconds(21)));

        String reset = Long.toString(NOW.getEpochSecond() + 33);
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(429).withHeader("X-RateLimit-Reset", reset)));
        assertThat(send(mail())).isEqualTo(new Outcome.Busy("SendGrid answers 429", Duration.ofSeconds(33)));

        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(503)));
        assertThat(send(mail())).isEqualTo(new Outcome.Busy("SendGrid answers 503", null));
        sendGrid.verify(3, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void whatIsTooLargeIsRefused() {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(413)));

        assertThat(send(mail())).isEqualTo(new Outcome.Refused("SendGrid answers 413", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void aServersFaultIsInDoubtAndNotRepeated(int status) {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(status)));

        assertThat(send(mail())).isEqualTo(new Outcome.InDoubt("SendGrid answers " + status));
        sendGrid.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void anAnswerThatComesTooLateIsInDoubtAndNotRepeated() {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(202).withFixedDelay(1_500)));

        assertThat(send(mail())).isInstanceOf(Outcome.InDoubt.class);
        sendGrid.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "RANDOM_DATA_THEN_CLOSE"})
    void aBrokenConnectionIsInDoubtAndNotRepeated(Fault fault) {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withFault(fault)));

        assertThat(send(mail())).isInstanceOf(Outcome.InDoubt.class);
        sendGrid.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void anAcceptanceNeedsNoName() {
        sendGrid.stubFor(post(PATH).willReturn(aResponse().withStatus(202).withBody("\u0001\u0002")));

        assertThat(send(mail())).isEqualTo(new Outcome.Accepted(""));
    }

    @Test
    void whoeverCannotBeReachedHasNothing() {
        sendGrid.stop();

        assertThat(send(mail())).isEqualTo(new Outcome.Busy("SendGrid cannot be reached", null));
    }

    @Test
    void aLostAnswerIsLookedUpByOurOwnId() {
        Outbound lost = mail();
        sendGrid.stubFor(get(urlPathEqualTo("/v3/messages"))
                .willReturn(okJson("{\"messages\": [{\"msg_id\": \"sg-9\", \"status\": \"delivered\"}]}")));
        assertThat(look(lost)).isEqualTo(new LookUp.Found("sg-9"));
        sendGrid.verify(getRequestedFor(urlPathEqualTo("/v3/messages"))
                .withQueryParam("query", equalTo("(unique_args['notification']=\"" + lost.id() + "\")")));

        sendGrid.stubFor(get(urlPathEqualTo("/v3/messages")).willReturn(okJson("{\"messages\": []}")));
        assertThat(look(lost)).isEqualTo(new LookUp.NotThere());

        // Not every account has the list.
        sendGrid.stubFor(
                get(urlPathEqualTo("/v3/messages")).willReturn(aResponse().withStatus(403)));
        assertThat(look(lost)).isEqualTo(new LookUp.NotOffered());

        sendGrid.stubFor(get(urlPathEqualTo("/v3/messages"))
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "4")));
        assertThat(look(lost)).isEqualTo(new LookUp.Unknown("SendGrid answers 429", Duration.ofSeconds(4)));

        sendGrid.stubFor(get(urlPathEqualTo("/v3/messages")).willReturn(okJson("<html>")));
        assertThat(look(lost)).isInstanceOf(LookUp.Unknown.class);
    }

    private LookUp look(Outbound message) {
        return sender.lookUp(message, NOW, id -> false);
    }

    private static Outbound mail() {
        return Providers.message("carla@mail.example");
    }

    private Outcome send(Outbound message) {
        return sender.send(List.of(message)).getFirst();
    }
}
