package io.joblane.notification.channel.firebase;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Providers;
import io.joblane.notification.channel.Sender;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirebaseSenderTests {
    private static final String PATH = "/v1/projects/acme-1/messages:send";
    private static final String KEY = key();

    private final WireMockServer firebase = Providers.start();
    private Sender sender;

    @BeforeEach
    void open() {
        firebase.stubFor(post("/token")
                .willReturn(okJson("{\"access_token\": \"at-1\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}")));
        sender = channel()
                .open(Providers.account(
                        ChannelKind.PUSH,
                        Map.of("projectId", "acme-1", "clientEmail", "push@acme-1.example"),
                        Map.of("privateKey", KEY)));
    }

    @AfterEach
    void close() {
        sender.close();
        firebase.stop();
    }

    @Test
    void theRequestIsWhatFirebaseAsksFor() {
        firebase.stubFor(post(PATH).willReturn(taken("m-1")));
        UUID id = UUID.randomUUID();

        assertThat(send(Providers.message(id, "Pickup at 5 Pine Street", null, "token-1")))
                .isEqualTo(new Outcome.Accepted("projects/acme-1/messages/m-1"));

        firebase.verify(postRequestedFor(urlEqualTo("/token")).withRequestBody(containing("grant_type=urn")));
        firebase.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Authorization", equalTo("Bearer at-1"))
                .withRequestBody(equalToJson("""
                        {"message": {
                          "token": "token-1",
                          "notification": {"title": "Hello", "body": "Pickup at 5 Pine Street"},
                          "data": {"bookingId": "b-1", "notificationId": "%1$s"},
                          "android": {"collapse_key": "%1$s", "priority": "high", "ttl": "14400s", "notification": {"tag": "%1$s"}},
                          "apns": {"headers": {"apns-collapse-id": "%1$s", "apns-priority": "10"},
                                   "payload": {"aps": {"sound": "default"}}}}}
                        """.formatted(id), true, true)));
    }

    @Test
    void oneOfManyPhonesIsEnoughAndThoseThatAreGoneAreNamed() {
        firebase.stubFor(post(PATH)
                .withRequestBody(matchingJsonPath("$.message.token", equalTo("gone")))
                .willReturn(error(404, "NOT_FOUND", "UNREGISTERED")));
        firebase.stubFor(post(PATH)
                .withRequestBody(matchingJsonPath("$.message.token", equalTo("here")))
                .willReturn(taken("m-2")));

        assertThat(send(Providers.message("gone", "here")))
                .isEqualTo(new Outcome.Accepted("projects/acme-1/messages/m-2", List.of("gone")));
        assertThat(send(Providers.message("gone")))
                .isEqualTo(new Outcome.Refused("UNREGISTERED", null, List.of("gone")));
    }

    @ParameterizedTest
    @CsvSource({"403, PERMISSION_DENIED, SENDER_ID_MISMATCH, true", "400, INVALID_ARGUMENT, INVALID_ARGUMENT, false"})
    void refusalsAreForGood(int status, String general, String code, boolean gone) {
        firebase.stubFor(post(PATH).willReturn(error(status, general, code)));

        assertThat(send(Providers.message("token-1")))
                .isEqualTo(new Outcome.Refused(code, null, gone ? List.of("token-1") : List.of()));
        firebase.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void tooManyMessagesWaitAsLongAsFirebaseSays() {
        firebase.stubFor(post(PATH)
                .willReturn(error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED").withHeader("Retry-After", "45")));

        assertThat(send(Providers.message("token-1")))
                .isEqualTo(new Outcome.Busy("QUOTA_EXCEEDED", Duration.ofSeconds(45)));
    }

    @Test
    void aRefusedKeyIsNotTheMessagesFault() {
        firebase.stubFor(post(PATH).willReturn(error(401, "UNAUTHENTICATED", null)));
        assertThat(send(Providers.message("token-1")))
                .isEqualTo(new Outcome.Busy("credentials refused", Duration.ofMinutes(5)));

        firebase.stubFor(post(PATH).willReturn(error(403, "PERMISSION_DENIED", null)));
        assertThat(send(Providers.message("token-1")))
                .isEqualTo(new Outcome.Busy("credentials refused", Duration.ofMinutes(5)));
    }

    @Test
    void aServersFaultIsInDoubt() {
        firebase.stubFor(post(PATH).willReturn(error(500, "INTERNAL", "INTERNAL")));

        assertThat(send(Providers.message("token-1"))).isEqualTo(new Outcome.InDoubt("INTERNAL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"name\": 7}"})
    void anAnswerThatCannotBeReadNeverPassesForATransientFault(String body) {
        firebase.stubFor(post(PATH).willReturn(okJson(body)));

        assertThat(send(Providers.message("token-1"))).isInstanceOfAny(Outcome.InDoubt.class, Outcome.Accepted.class);
    }

    /** The SDK repeats by itself what broke off; each copy has the same collapse id, so that a phone shows one. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
    void everyCopyOfAMessageCarriesTheSameCollapseId(Fault fault) {
        firebase.stubFor(post(PATH).willReturn(aResponse().withFault(fault)));
        UUID id = UUID.randomUUID();

        assertThat(send(Providers.message(id, "x", null, "token-1"))).isInstanceOf(Outcome.InDoubt.class);

        assertThat(firebase.findAll(postRequestedFor(urlEqualTo(PATH))))
                .allSatisfy(request -> assertThat(request.getBodyAsString())
                        .contains("\"apns-collapse-id\":\"" + id + "\"", "\"collapse_key\":\"" + id + "\""));
    }

    @Test
    void manyGoAtOnceInTheirOrder() {
        firebase.stubFor(post(PATH).willReturn(taken("m-3")));
        firebase.stubFor(post(PATH)
                .withRequestBody(matchingJsonPath("$.message.token", equalTo("token-7")))
                .willReturn(error(404, "NOT_FOUND", "UNREGISTERED")));
        List<Outbound> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(Providers.message("token-" + i));
        }

        List<Outcome> outcomes = sender.send(many);

        assertThat(outcomes).hasSize(60);
        assertThat(outcomes.get(7)).isEqualTo(new Outcome.Refused("UNREGISTERED", null, List.of("token-7")));
        assertThat(outcomes.stream().filter(Outcome.Accepted.class::isInstance)).hasSize(59);
        // One token for all of them.
        firebase.verify(1, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void nobodyCanLookUp() {
        assertThat(sender.lookUp(Providers.message("token-1"), Instant.EPOCH, id -> false))
                .isEqualTo(new LookUp.NotOffered());
    }

    @Test
    void anAccountWithAKeyThatIsNoneCannotBeOpened() {
        assertThatThrownBy(() -> channel()
                        .open(Providers.account(
                                ChannelKind.PUSH, Map.of("projectId", "acme-1"), Map.of("privateKey", "no key"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("privateKey");
    }

    private FirebaseChannel channel() {
        return new FirebaseChannel(Providers.at(firebase), Clock.systemUTC());
    }

    private Outcome send(Outbound message) {
        return sender.send(List.of(message)).getFirst();
    }

    private static ResponseDefinitionBuilder taken(String id) {
        return okJson("{\"name\": \"projects/acme-1/messages/" + id + "\"}");
    }

    private static ResponseDefinitionBuilder error(int status, String general, String code) {
        String detail = code == null
                ? ""
                : "{\"@type\": \"type.googleapis.com/google.firebase.fcm.v1.FcmError\", \"errorCode\": \"" + code
                        + "\"}";
        return okJson("{\"error\": {\"code\": %d, \"message\": \"no\", \"status\": \"%s\", \"details\": [%s]}}"
                        .formatted(status, general, detail))
                .withStatus(status);
    }

    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
