package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.notification.delivery.Callbacks;
import io.joblane.notification.recipient.UnsubscribeLinks;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Accounts, words, phones, preferences, announcements and what providers tell, through the routes. */
class NotificationApiTests extends ApiTest {
    private static final String CHANNELS = "/api/v1/notification-channels";
    private static final String TEMPLATES = "/api/v1/notification-templates";
    private static final String OWN = "/api/v1/notifications/preferences";
    private static final String SECRET = "a-very-secret-token";
    private static final Map<String, String> SMS =
            Map.of("accountSid", "AC" + "0".repeat(32), "from", "+12125550111", "authToken", SECRET);

    @Autowired
    private UnsubscribeLinks links;

    @Autowired
    private Callbacks callbacks;

    @AfterEach
    void nothingIsSetUp() {
        for (String channel : List.of("push", "sms", "email")) {
            admin().send("DELETE", CHANNELS + "/" + channel, null);
        }
    }

    @Test
    void aSecretGoesInAndNeverComesOut() {
        Answer set = ok(200, admin().send("PUT", CHANNELS + "/sms", json(SMS)));
        assertThat(set.text()).contains("+12125550111").doesNotContain(SECRET);
        assertThat(set.header("ETag")).isEqualTo("\"0\"");
        assertThat(ok(200, admin().get(CHANNELS)).text()).doesNotContain(SECRET).contains("\"configured\":true");
        assertThat(in(() -> world.jdbc
                        .sql("SELECT string_agg(c::text, ' ') FROM channel_account c")
                        .query(String.class)
                        .single()))
                .doesNotContain(SECRET)
                .contains("v1.");
        assertThat(in(() -> world.jdbc
                        .sql("SELECT string_agg(changes::text, ' ') FROM audit_entry WHERE entity = 'channel_account'")
                        .query(String.class)
                        .single()))
                .doesNotContain(SECRET, "sealed\": \"v1");

        // Without a new one the old one stays; somebody else's change is seen.
        Map<String, String> changed = Map.of("accountSid", SMS.get("accountSid"), "from", "+12125550222");
        assertThat(admin().with("If-Match", "\"7\"")
                        .send("PUT", CHANNELS + "/sms", json(changed))
                        .status())
                .isEqualTo(412);
        ok(200, admin().with("If-Match", "\"0\"").send("PUT", CHANNELS + "/sms", json(changed)));
        assertThat(signedStatus(UUID.randomUUID(), "delivered", SECRET).status())
                .isEqualTo(204);

        ok(204, admin().send("DELETE", CHANNELS + "/sms", null));
        assertThat(admin().send("PUT", CHANNELS + "/sms", json(changed)).code()).isEqualTo("secret_required");
        assertThat(admin().send("DELETE", CHANNELS + "/sms", null).code()).isEqualTo("channel_not_configured");
        for (Role role : List.of(Role.MANAGER, Role.DISPATCHER, Role.SALESPERSON, Role.AGENT)) {
            assertThat(as(role).get(CHANNELS).status()).isEqualTo(403);
            assertThat(as(role).send("PUT", CHANNELS + "/sms", json(SMS)).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void anAccountThatCannotBeUsedIsRefused() {
        String noKey = "-----BEGIN PRIVATE KEY-----\n" + "A".repeat(200) + "\n-----END PRIVATE KEY-----";
        assertThat(admin().send(
                                "PUT",
                                CHANNELS + "/push",
                                json(Map.of("projectId", "acme-1", "clientEmail", "a@b.example", "privateKey", noKey)))
                        .code())
                .isEqualTo("account_unusable");
        assertThat(admin().send(
                                "PUT",
                                CHANNELS + "/sms",
                                json(Map.of("accountSid", SMS.get("accountSid"), "authToken", "abcd")))
                        .code())
                .isEqualTo("sender_required");
        assertThat(admin().send("PUT", CHANNELS + "/fax", "{}").status()).isEqualTo(405);
    }

    @Test
    void aCompanyHasItsOwnWordsAndCannotBreakThem() {
        String path = TEMPLATES + "/agent.trip_assigned/sms/en";
        JsonNode builtIn = ok(200, admin().get(path)).json();
        assertThat(builtIn.path("own").asBoolean()).isFalse();
        assertThat(builtIn.path("values").toString()).contains("pickupAt", "passengers", "company");

        Map<String, String> words = Map.of("title", "Trip", "text", "Go to [(${pickup})] – “now”!");
        JsonNode shown = ok(200, admin().post(path + "/preview", json(Map.of("words", words))))
                .json();
        assertThat(shown.path("text").asString()).isEqualTo("Go to 5 Pine Street - \"now\"!");
        assertThat(shown.path("segments").asInt()).isOne();

        Answer set = ok(200, admin().send("PUT", path, json(words)));
        assertThat(ok(200, admin().get(path)).json().path("own").asBoolean()).isTrue();
        assertThat(admin().with("If-Match", "\"9\"")
                        .send("PUT", path, json(words))
                        .status())
                .isEqualTo(412);
        for (String broken : List.of(
                "[(${nobody})]",
                "[(${T(java.lang.Runtime).getRuntime().exec('id')})]",
                "[(${pickup.class})]",
                "[# th:if=\"${pickup}\"]x",
                "x".repeat(2_000))) {
            Answer refused = admin().send("PUT", path, json(Map.of("title", "t", "text", broken)));
            assertThat(refused.code()).as(refused.text()).isEqualTo("template_refused");
        }
        assertThat(ok(200, admin().get(path)).header("ETag")).isEqualTo(set.header("ETag"));
        assertThat(admin().send("PUT", TEMPLATES + "/agent.nothing/sms/en", json(words))
                        .code())
                .isEqualTo("event_unknown");
        assertThat(as(Role.MANAGER).send("PUT", path, json(words)).status()).isEqualTo(403);

        ok(204, admin().send("DELETE", path, null));
        assertThat(ok(200, admin().get(path)).json().path("own").asBoolean()).isFalse();
    }

    @Test
    void everyBuiltInTextRendersOnEveryChannel() {
        JsonNode events = ok(200, admin().get(TEMPLATES)).json().path("events");
        assertThat(events.size()).isGreaterThan(30);
        for (JsonNode event : events) {
            for (String channel : List.of("push", "sms", "email")) {
                JsonNode shown = ok(
                                200,
                                admin().post(TEMPLATES + "/" + event.asString() + "/" + channel + "/en/preview", "{}"))
                        .json();
                assertThat(shown.path("text").asString())
                        .as(event + " " + channel)
                        .doesNotContain("${", "{");
                if (channel.equals("sms")) {
                    assertThat(shown.path("segments").asInt())
                            .as(event.asString())
                            .isBetween(1, 2);
                }
            }
        }
    }

    @Test
    void anAgentsPhonesAreTheirOwn() {
        Driver ann = driver(1);
        Driver bob = driver(2);
        String path = "/api/v1/agents/" + ann.id();
        String token = json(Map.of("token", "fcm-token-of-ann", "platform", "android"));

        ok(200, ann.phone().post(path + "/fcm-token", token));
        Answer again = ok(200, ann.phone().post(path + "/fcm-token", token));
        assertThat(again.text()).doesNotContain("fcm-token-of-ann");
        ok(200, ann.phone().post(path + "/fcm-token", json(Map.of("token", "fcm-token-of-tablet", "platform", "ios"))));

        assertThat(ok(200, ann.phone().get(path + "/devices"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(ok(200, dispatcher().get(path + "/devices"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(bob.phone().get(path + "/devices").status()).isEqualTo(404);
        assertThat(bob.phone().post(path + "/fcm-token", token).status()).isEqualTo(404);
        assertThat(dispatcher().post(path + "/fcm-token", token).status()).isEqualTo(403);

        ok(204, ann.phone().send("DELETE", path + "/fcm-token", json(Map.of("token", "fcm-token-of-tablet"))));
        assertThat(ann.phone()
                        .send("DELETE", path + "/fcm-token", json(Map.of("token", "fcm-token-of-tablet")))
                        .code())
                .isEqualTo("device_unknown");
        String device = ok(200, dispatcher().get(path + "/devices"))
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString();
        ok(204, dispatcher().send("DELETE", path + "/devices/" + device, null));
        assertThat(ok(200, ann.phone().get(path + "/devices"))
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void peopleChooseHowTheyAreTold() {
        Driver ann = driver(1);
        assertThat(ok(200, ann.phone().get(OWN)).json().path("prefers").asString())
                .isEqualTo("any");
        String chosen = json(Map.of("prefers", "sms", "quietFrom", 22, "quietUntil", 6, "language", "en-GB"));
        Answer first = ok(200, ann.phone().send("PUT", OWN, chosen));
        assertThat(first.header("ETag")).isEqualTo("\"0\"");
        assertThat(ann.phone()
                        .with("If-Match", "\"5\"")
                        .send("PUT", OWN, chosen)
                        .status())
                .isEqualTo(412);

        String path = "/api/v1/agents/" + ann.id() + "/notification-preferences";
        assertThat(ok(200, dispatcher().get(path)).json().path("quietFrom").asInt())
                .isEqualTo(22);
        ok(200, dispatcher().send("PUT", path, json(Map.of("prefers", "push"))));
        assertThat(ok(200, ann.phone().get(OWN)).json().path("prefers").asString())
                .isEqualTo("push");
        assertThat(ann.phone().get(path).status()).isEqualTo(403);

        ok(200, as(Role.SALESPERSON).send("PUT", OWN, json(Map.of("prefers", "in_app"))));
        assertThat(admin().send("PUT", OWN, json(Map.of("prefers", "sms", "quietFrom", 3)))
                        .code())
                .isEqualTo("invalid_quiet_hours");
        assertThat(admin().send("PUT", OWN, json(Map.of("prefers", "pigeon"))).status())
                .isEqualTo(400);
        assertThat(dispatcher()
                        .get("/api/v1/customers/" + UUID.randomUUID() + "/notification-preferences")
                        .code())
                .isEqualTo("person_unknown");
    }

    @Test
    void anAdminTellsManyAtOnceAndSeesBeforeHowMany() {
        Driver ann = driver(1);
        Driver bob = driver(2);
        Map<String, Object> filter = Map.of("agentIds", List.of(ann.id(), bob.id()));
        Map<String, Object> body =
                Map.of("filter", filter, "title", "Road closed", "text", "Avoid 5th Avenue.", "dryRun", true);
        String path = "/api/v1/notifications/send";
        JsonNode dry = ok(200, admin().post(path, json(body))).json();
        assertThat(dry.path("recipients").asInt()).isEqualTo(2);
        assertThat(ok(200, ann.phone().get("/api/v1/notifications"))
                        .json()
                        .path("items")
                        .size())
                .isZero();

        Map<String, Object> real = new TreeMap<>(body);
        real.put("dryRun", false);
        real.put("priority", "high");
        ApiClient once = admin().with("Idempotency-Key", UUID.randomUUID().toString());
        ok(200, once.post(path, json(real)));
        ok(200, once.post(path, json(real)));
        JsonNode told = ok(200, ann.phone().get("/api/v1/notifications")).json().path("items");
        assertThat(told.size()).isOne();
        assertThat(told.path(0).path("title").asString()).isEqualTo("Road closed");

        real.put("filter", Map.of("agentIds", List.of(UUID.randomUUID())));
        assertThat(admin().post(path, json(real)).code()).isEqualTo("nobody_to_tell");
        assertThat(dispatcher().post(path, json(body)).status()).isEqualTo(403);

        await(
                "nothing passes for sent",
                () -> lines("announcement", "push").stream()
                        .anyMatch(line -> line.path("suppressed").asInt() == 2));
        assertThat(lines("announcement", "in_app").getFirst().path("delivered").asInt())
                .isEqualTo(2);
        assertThat(admin().get("/api/v1/notifications/statistics?from=2026-02-01&to=2026-01-01")
                        .code())
                .isEqualTo("invalid_range");
        assertThat(ann.phone()
                        .get("/api/v1/notifications/statistics?from=2026-01-01&to=2026-01-01")
                        .status())
                .isEqualTo(403);
    }

    private List<JsonNode> lines(String event, String channel) {
        String day = java.time.LocalDate.ofInstant(now(), timeZone()).toString();
        return ok(200, dispatcher().get("/api/v1/notifications/statistics?from=" + day + "&to=" + day))
                .json()
                .path("items")
                .valueStream()
                .filter(line -> line.path("event").asString().equals(event)
                        && line.path("channel").asString().equals(channel))
                .toList();
    }

    @Test
    void twilioTellsWhatBecameOfAnSms() {
        ok(200, admin().send("PUT", CHANNELS + "/sms", json(SMS)));
        UUID id = sent("sms");

        assertThat(signedStatus(id, "delivered", "another-token").code()).isEqualTo("signature_invalid");
        assertThat(nobody().send("POST", callback(id), "MessageStatus=delivered")
                        .code())
                .isEqualTo("signature_invalid");
        assertThat(state(id)).isEqualTo("sent");

        ok(204, signedStatus(id, "delivered", SECRET));
        ok(204, signedStatus(id, "delivered", SECRET));
        ok(204, signedStatus(id, "sent", SECRET));
        assertThat(state(id)).isEqualTo("delivered");
        assertThat(nobody().send("POST", callback(id).replace(company(), "no-such-company"), "")
                        .code())
                .isEqualTo("unknown_company");
    }

    @Test
    void whoAnswersStopGetsNoMoreUntilTheySayStart() {
        ok(200, admin().send("PUT", CHANNELS + "/sms", json(SMS)));
        String path = "/api/v1/webhooks/twilio/" + company() + "/inbound";
        Map<String, String> stop = Map.of("From", "+12125550777", "Body", " stop ", "MessageSid", "SM1");

        ok(204, signed(path, stop, SECRET));
        assertThat(blocks("sms")).isOne();
        ok(204, signed(path, Map.of("From", "+12125550777", "Body", "What?", "MessageSid", "SM2"), SECRET));
        assertThat(blocks("sms")).isOne();
        ok(204, signed(path, Map.of("From", "+12125550777", "Body", "Start", "MessageSid", "SM3"), SECRET));
        assertThat(blocks("sms")).isZero();
        assertThat(signed(path, stop, "wrong").status()).isEqualTo(403);
    }

    @Test
    void sendGridTellsWhatBecameOfAMail() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        ok(
                200,
                admin().send(
                                "PUT",
                                CHANNELS + "/email",
                                json(Map.of(
                                        "fromAddress", "a@b.example",
                                        "fromName", "Acme",
                                        "eventKey",
                                                Base64.getEncoder()
                                                        .encodeToString(
                                                                keys.getPublic().getEncoded()),
                                        "apiKey", "SG.key"))));
        int before = blocks("email");
        UUID delivered = sent("email");
        UUID bounced = sent("email");
        String events = """
                [{"event": "delivered", "email": "x@mail.example", "timestamp": 1748677628, "notification": "%1$s", "sg_message_id": "sg-1"},
                 {"event": "processed", "email": "x@mail.example", "timestamp": 1748677620, "notification": "%1$s"},
                 {"event": "bounce", "type": "bounce", "status": "5.1.1", "email": "gone@mail.example", "timestamp": 1748677628, "notification": "%2$s"},
                 {"event": "unsubscribe", "email": "stop@mail.example", "timestamp": 1748677628},
                 {"event": "deferred", "email": "x@mail.example"}, {"event": "unknown"}, 7, null]
                """.formatted(delivered, bounced);

        assertThat(sendGrid(events, "AAAA").code()).isEqualTo("signature_invalid");
        ok(204, sendGrid(events, sign(keys, events)));
        ok(204, sendGrid(events, sign(keys, events)));

        assertThat(state(delivered)).isEqualTo("delivered");
        assertThat(state(bounced)).isEqualTo("failed");
        assertThat(blocks("email")).isEqualTo(before + 2);
        assertThat(sendGrid("{}", sign(keys, "{}")).code()).isEqualTo("invalid_events");
        assertThat(sendGrid("[", sign(keys, "[")).code()).isEqualTo("invalid_events");
    }

    @Test
    void theLinkUnderAMailEndsThemOnceItIsPostedTo() {
        String path = in(() -> links.make("carla@mail.example")).getPath();
        assertThat(path).doesNotContain("carla");

        assertThat(ok(200, nobody().get(path)).json().path("subscribed").asBoolean())
                .isTrue();
        // As a mail program's button does.
        ok(
                204,
                nobody().with("Content-Type", "application/x-www-form-urlencoded")
                        .send("POST", path, "List-Unsubscribe=One-Click"));
        ok(204, nobody().send("POST", path, null));
        assertThat(ok(200, nobody().get(path)).json().path("subscribed").asBoolean())
                .isFalse();

        String altered = path.substring(0, path.length() - 2) + (path.endsWith("AA") ? "BB" : "AA");
        assertThat(nobody().send("POST", altered, null).code()).isEqualTo("link_unknown");
        assertThat(nobody().get(UnsubscribeLinks.PATH + "/" + company() + ".x").code())
                .isEqualTo("link_unknown");
    }

    private String callback(UUID id) {
        return "/api/v1/webhooks/twilio/" + company() + "/status?notification=" + id;
    }

    private Answer signedStatus(UUID id, String status, String token) {
        return signed(
                callback(id), Map.of("MessageStatus", status, "MessageSid", "SM" + id, "To", "+12125550100"), token);
    }

    private Answer signed(String path, Map<String, String> form, String token) {
        String body = form.entrySet().stream()
                .map(entry ->
                        entry.getKey() + "=" + java.net.URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        StringBuilder signed = new StringBuilder(callbacks.publicAddress()).append(path);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        return nobody().with("Content-Type", "application/x-www-form-urlencoded")
                .with("X-Twilio-Signature", hmac(token, signed.toString()))
                .send("POST", path, body);
    }

    private Answer sendGrid(String body, String signature) {
        return nobody().with("X-Twilio-Email-Event-Webhook-Signature", signature)
                .with("X-Twilio-Email-Event-Webhook-Timestamp", "1600112502")
                .send("POST", "/api/v1/webhooks/sendgrid/" + company(), body);
    }

    private static String sign(KeyPair keys, String body) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(("1600112502" + body).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static String hmac(String token, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row as it is once a provider has taken the message. */
    private UUID sent(String channel) {
        UUID id = UUID.randomUUID();
        in(() -> world.jdbc
                .sql("""
                        INSERT INTO notification (id, message_id, dedup_key, event, recipient_kind, recipient_id, channel, state, title, body,
                            created_at, sent_at)
                        VALUES (:id, :id, :key, 'agent_arrived', 'customer', :id, :channel, 'sent', 't', 'b', now(), now())
                        """)
                .param("id", id)
                .param("key", id.toString())
                .param("channel", channel)
                .update());
        return id;
    }

    private String state(UUID id) {
        return in(() -> world.jdbc
                .sql("SELECT state FROM notification WHERE id = ?")
                .param(id)
                .query(String.class)
                .single());
    }

    private int blocks(String channel) {
        return in(() -> world.jdbc
                .sql("SELECT count(*) FROM address_block WHERE channel = ? AND deleted_at IS NULL")
                .param(channel)
                .query(Integer.class)
                .single());
    }
}
