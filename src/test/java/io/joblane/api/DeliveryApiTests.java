package io.joblane.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.TestProviders;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a booking to the requests on the wire: the real process, the real decision, the real SDKs. */
class DeliveryApiTests extends ApiTest {
    private static final String ACCOUNT = "AC" + "0".repeat(32);
    private static final String TWILIO = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json";
    private static final String FIREBASE = "/v1/projects/acme-1/messages:send";
    private static final String SENDGRID = "/v3/mail/send";

    private final WireMockServer providers = TestProviders.start();

    @BeforeEach
    void accounts() {
        emptyTheDay();
        providers.stubFor(post("/token")
                .willReturn(okJson("{\"access_token\": \"at\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}")));
        providers.stubFor(post(FIREBASE).willReturn(okJson("{\"name\": \"projects/acme-1/messages/1\"}")));
        providers.stubFor(post(TWILIO).willReturn(okJson("{\"sid\": \"SM1\"}").withStatus(201)));
        providers.stubFor(post(SENDGRID).willReturn(aResponse().withStatus(202).withHeader("X-Message-Id", "sg-1")));
        set("push", Map.of("projectId", "acme-1", "clientEmail", "push@acme.example", "privateKey", key()));
        set("sms", Map.of("accountSid", ACCOUNT, "from", "+12125550111", "authToken", "token"));
        set("email", Map.of("fromAddress", "trips@acme.example", "fromName", "Acme", "apiKey", "SG.key"));
    }

    @AfterEach
    void nobodyIsThere() {
        for (String channel : new String[] {"push", "sms", "email"}) {
            admin().send("DELETE", "/api/v1/notification-channels/" + channel, null);
        }
        providers.stop();
    }

    @Test
    void anOfferedTripGoesToThePhoneAndAfterTwoMinutesByTextMessage() {
        Driver driver = driver(0.4);
        ok(
                200,
                driver.phone()
                        .post(
                                "/api/v1/agents/" + driver.id() + "/fcm-token",
                                json(Map.of("token", "token-of-driver", "platform", "ios"))));
        ok(200, dispatcher().send("PATCH", "/api/v1/agents/" + driver.id(), json(Map.of("phone", "+1 212 555 0123"))));

        UUID booking = placeNow();
        awaitRow(booking, "trip_assigned", "push", "sent");
        assertThat(providers.findAll(postRequestedFor(urlEqualTo(FIREBASE))))
                .singleElement()
                .satisfies(request -> assertThat(request.getBodyAsString())
                        .contains("token-of-driver", "New trip BK-", booking.toString()));
        providers.verify(0, postRequestedFor(urlEqualTo(TWILIO)));

        clock.advance(Duration.ofSeconds(125));
        awaitRow(booking, "trip_assigned", "sms", "sent");
        assertThat(providers.findAll(postRequestedFor(urlEqualTo(TWILIO))))
                .singleElement()
                .satisfies(request -> assertThat(request.getBodyAsString()).contains("To=%2B12125550123"));
        assertThat(in(() -> world.jdbc
                        .sql("SELECT route ->> 'version' FROM notification WHERE booking_id = ? AND channel = 'push'")
                        .param(booking)
                        .query(String.class)
                        .single()))
                .isNotNull();
    }

    @Test
    void aCustomerGetsAMailAndTheirWishIsKept() {
        Driver driver = driver(0.4);
        UUID booking = placeNow();
        step(driver, booking, "dispatch.acceptTrip", "accepted");

        awaitRow(booking, "agent_assigned", "email", "sent");
        String mail = providers
                .findAll(postRequestedFor(urlEqualTo(SENDGRID)))
                .getFirst()
                .getBodyAsString();
        assertThat(mail).contains("Your trip BK-", "List-Unsubscribe", "text/html", "trips@acme.example");
        String link = mail.replaceAll("(?s).*<https?://[^/]+(/api/v1/unsubscriptions/[^>]+)>.*", "$1");
        ok(204, nobody().send("POST", link, null));

        step(driver, booking, "booking.startPickup", "done");
        awaitRow(booking, "agent_on_the_way", "sms", "sent");
        // Nobody says that it was delivered, so that it is the mail's turn; but they said stop.
        clock.advance(Duration.ofMinutes(10));
        awaitRow(booking, "agent_on_the_way", "email", "suppressed");
        providers.verify(1, postRequestedFor(urlEqualTo(SENDGRID)));
    }

    private void set(String channel, Map<String, String> account) {
        ok(200, admin().send("PUT", "/api/v1/notification-channels/" + channel, json(account)));
    }

    private void awaitRow(UUID booking, String event, String channel, String state) {
        await(
                event + " is " + state + " by " + channel,
                () -> rows(booking).contains(event + " " + channel + " " + state));
    }

    private String rows(UUID booking) {
        return in(() -> world.jdbc
                .sql(
                        "SELECT coalesce(string_agg(event || ' ' || channel || ' ' || state, ', '), '') FROM notification WHERE booking_id = ?")
                .param(booking)
                .query(String.class)
                .single());
    }

    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
