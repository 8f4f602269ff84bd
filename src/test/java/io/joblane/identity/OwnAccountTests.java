package io.joblane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.ControlDatabase;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Passwords and sessions of one's own, on a server with a channel that delivers links. */
class OwnAccountTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NEW = "quite another one";
    private static final BlockingQueue<AccountLink> SENT = new LinkedBlockingQueue<>();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static WebTestServer server;

    private final ApiClient nobody = server.client();

    @TestConfiguration(proxyBeanMethods = false)
    @ConditionalOnProperty("joblane.test.mailbox")
    static class Mailbox {
        @Bean
        LinkChannel mailbox() {
            return SENT::add;
        }
    }

    @BeforeAll
    static void start() {
        server = WebTestServer.start(Map.of("joblane.test.mailbox", "true"), Mailbox.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsTheOtherSessions() {
        String email = someone();
        ApiClient here = nobody.login(email, WebTestServer.PASSWORD);
        ApiClient there = nobody.login(email, WebTestServer.PASSWORD);

        assertThat(change(here, "a wrong one", NEW).code()).isEqualTo("wrong_password");
        assertThat(change(here, WebTestServer.PASSWORD, "short").code()).isEqualTo("invalid_password");
        assertThat(change(here, WebTestServer.PASSWORD, "ä".repeat(37)).code()).isEqualTo("invalid_password");
        assertThat(there.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(change(here, WebTestServer.PASSWORD, NEW).status()).isEqualTo(204);

        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(there.get("/api/v1/me").code()).isEqualTo("invalid_token");
        assertThat(login(email, WebTestServer.PASSWORD).status()).isEqualTo(401);
        assertThat(login(email, NEW).status()).isEqualTo(200);
    }

    @Test
    void guessesWithAStolenSessionCountAsAtLogin() {
        String email = someone();
        ApiClient stolen = nobody.login(email, WebTestServer.PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(change(stolen, "guess number " + i, NEW).code()).isEqualTo("wrong_password");
        }

        assertThat(change(stolen, WebTestServer.PASSWORD, NEW).status()).isEqualTo(429);
        assertThat(login(email, WebTestServer.PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void aLogoutEndsTheAccessTokenAtOnce() {
        ApiClient client = nobody.login(someone(), WebTestServer.PASSWORD);
        assertThat(client.get("/api/v1/me").status()).isEqualTo(200);

        assertThat(client.post("/api/v1/auth/logout", null).status()).isEqualTo(204);

        assertThat(client.get("/api/v1/me").code()).isEqualTo("invalid_token");
    }

    @Test
    void aCopiedRefreshTokenEndsTheAccessTokenAtOnce() {
        JsonNode session = login(someone(), WebTestServer.PASSWORD).json();
        ApiClient client = nobody.withToken(session.path("accessToken").asString());
        String refresh = JSON.writeValueAsString(
                Map.of("refreshToken", session.path("refreshToken").asString()));
        assertThat(nobody.post("/api/v1/auth/refresh", refresh).status()).isEqualTo(200);
        assertThat(client.get("/api/v1/me").status()).isEqualTo(200);

        assertThat(nobody.post("/api/v1/auth/refresh", refresh).status()).isEqualTo(401);

        assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aLogoutEverywhereEndsEverySession() {
        String email = someone();
        ApiClient here = nobody.login(email, WebTestServer.PASSWORD);
        JsonNode there = login(email, WebTestServer.PASSWORD).json();
        ApiClient bystander = nobody.login(someone(), WebTestServer.PASSWORD);

        assertThat(here.post("/api/v1/auth/logout-everywhere", null).status()).isEqualTo(204);

        assertThat(here.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(nobody.withToken(there.path("accessToken").asString())
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
        assertThat(nobody.post(
                                "/api/v1/auth/refresh",
                                JSON.writeValueAsString(Map.of(
                                        "refreshToken",
                                        there.path("refreshToken").asString())))
                        .status())
                .isEqualTo(401);
        assertThat(bystander.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void sessionsAreListedAndEndedOneByOne() {
        String email = someone();
        ApiClient phone = nobody.with("User-Agent", "A phone").login(email, WebTestServer.PASSWORD);
        ApiClient desk = nobody.with("User-Agent", "A desk" + "x".repeat(300)).login(email, WebTestServer.PASSWORD);
        ApiClient stranger = nobody.login(someone(), WebTestServer.PASSWORD);

        JsonNode items = desk.get("/api/v1/me/sessions").json().path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.at("/0/current").asBoolean()).isTrue();
        assertThat(items.at("/0/userAgent").asString()).startsWith("A desk").hasSize(200);
        assertThat(items.at("/1/userAgent").asString()).isEqualTo("A phone");
        assertThat(items.at("/1/address").asString()).isEqualTo("127.0.0.1");
        assertThat(desk.get("/api/v1/me/sessions?limit=1").json().path("next").isNull())
                .isFalse();

        String other = "/api/v1/me/sessions/" + items.at("/1/id").asString();
        assertThat(stranger.send("DELETE", other, null).code()).isEqualTo("session_unknown");
        assertThat(phone.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(desk.send("DELETE", other, null).status()).isEqualTo(204);
        assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(desk.send("DELETE", other, null).code()).isEqualTo("session_unknown");
        assertThat(desk.get("/api/v1/me/sessions").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void anAccessTokenDoesNotOutliveItsSession() {
        JsonNode session = login(someone(), WebTestServer.PASSWORD).json();
        server.clock().forward(Duration.ofHours(23).plusMinutes(55));
        JsonNode refreshed = nobody.post(
                        "/api/v1/auth/refresh",
                        JSON.writeValueAsString(Map.of(
                                "refreshToken", session.path("refreshToken").asString())))
                .json();
        ApiClient client = nobody.withToken(refreshed.path("accessToken").asString());
        assertThat(client.get("/api/v1/me").status()).isEqualTo(200);

        server.clock().forward(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void whoForgotThePasswordGetsALinkThatIsGoodOnce() throws InterruptedException {
        String email = someone();
        ApiClient before = nobody.login(email, WebTestServer.PASSWORD);

        assertThat(forgot(email.toUpperCase(java.util.Locale.ROOT)).status()).isEqualTo(202);
        String first = token(sentTo(email));
        assertThat(forgot(email).status()).isEqualTo(202);
        String second = token(sentTo(email));

        assertThat(reset(first, NEW).code()).isEqualTo("reset_over");
        assertThat(reset(second, "short").code()).isEqualTo("invalid_password");
        assertThat(reset(second, NEW).status()).isEqualTo(204);
        assertThat(reset(second, "one more password").code()).isEqualTo("reset_over");
        assertThat(before.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(login(email, NEW).status()).isEqualTo(200);
    }

    @Test
    void aLinkForAPasswordEndsAfterAnHour() throws InterruptedException {
        String email = someone();
        forgot(email);
        String token = token(sentTo(email));

        server.clock().forward(Duration.ofHours(1));

        assertThat(reset(token, NEW).code()).isEqualTo("reset_over");
    }

    @Test
    void askingForALinkTellsNothing() {
        Answer known = forgot(someone());
        Answer unknown = forgot("stranger" + NEXT.incrementAndGet() + "@acme.example");

        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
        assertThat(unknown.text()).isEqualTo(known.text()).isEmpty();
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(known.response().headers().map().keySet());
    }

    @Test
    void askingForLinksIsLimitedWhetherSomebodyIsThereOrNot() {
        for (String email : new String[] {someone(), "ghost" + NEXT.incrementAndGet() + "@acme.example"}) {
            for (int i = 0; i < 5; i++) {
                assertThat(forgot(email).status()).isEqualTo(202);
            }
            assertThat(forgot(email).status()).isEqualTo(429);
        }
    }

    @Test
    void anAdminSendsALinkAndSeesNoPassword() throws InterruptedException {
        String email = someone();
        ApiClient admin = server.loggedIn(Role.ADMIN);
        String id =
                server.bean(Users.class).findByEmail(email).orElseThrow().id().toString();

        JsonNode answer =
                admin.post("/api/v1/users/" + id + "/password-reset", null).json();

        assertThat(answer.path("delivered").asBoolean()).isTrue();
        assertThat(answer.path("link").isNull()).isTrue();
        assertThat(reset(token(sentTo(email)), NEW).status()).isEqualTo(204);
        assertThat(login(email, NEW).status()).isEqualTo(200);
    }

    @Test
    void withoutAChannelTheAdminPassesTheLinkOnButNotForWhoBelongsElsewhere() {
        WebTestServer plain = WebTestServer.shared();
        Users users = plain.bean(Users.class);
        UUID id = users.create("handed" + NEXT.incrementAndGet() + "@acme.example", "Handed", WebTestServer.PASSWORD);
        users.grant(id, "acme", Role.AGENT);
        ApiClient admin = plain.loggedIn(Role.ADMIN);
        String path = "/api/v1/users/" + id + "/password-reset";

        JsonNode answer = admin.post(path, null).json();
        assertThat(answer.path("delivered").asBoolean()).isFalse();
        String link = answer.path("link").asString();
        String body = JSON.writeValueAsString(Map.of("token", link.substring(link.indexOf('#') + 1), "password", NEW));
        assertThat(plain.client().post("/api/v1/auth/password-resets", body).status())
                .isEqualTo(204);

        users.grant(id, "globex", Role.AGENT);
        assertThat(admin.post(path, null).code()).isEqualTo("belongs_elsewhere");
        assertThat(admin.send("DELETE", "/api/v1/users/" + id + "/second-factor", null)
                        .code())
                .isEqualTo("belongs_elsewhere");
        assertThat(plain.loggedIn(Role.PLATFORM_ADMIN).post(path, null).status())
                .isEqualTo(200);
    }

    @Test
    void anAdminsLinkIsWorthNothingOnceThePersonBelongsElsewhereToo() {
        WebTestServer plain = WebTestServer.shared();
        Users users = plain.bean(Users.class);
        ControlDatabase control = plain.bean(ControlDatabase.class);
        for (boolean granted : new boolean[] {true, false}) {
            UUID id = users.create("moved" + NEXT.incrementAndGet() + "@acme.example", "Moved", WebTestServer.PASSWORD);
            users.grant(id, "acme", Role.AGENT);
            String link = plain.loggedIn(Role.ADMIN)
                    .post("/api/v1/users/" + id + "/password-reset", null)
                    .json()
                    .path("link")
                    .asString();
            if (granted) {
                users.grant(id, "globex", Role.ADMIN);
            } else {
                // Behind the back of all that revokes: the use itself looks once more.
                control.jdbc()
                        .sql("INSERT INTO membership (user_id, company, role) VALUES (?, 'globex', 'admin')")
                        .param(id)
                        .update();
            }

            String body =
                    JSON.writeValueAsString(Map.of("token", link.substring(link.indexOf('#') + 1), "password", NEW));
            assertThat(plain.client().post("/api/v1/auth/password-resets", body).code())
                    .isEqualTo("reset_over");
        }
    }

    @Test
    void aNewPasswordEndsOpenLinksForAnother() throws InterruptedException {
        String email = someone();
        forgot(email);
        String open = token(sentTo(email));

        assertThat(change(nobody.login(email, WebTestServer.PASSWORD), WebTestServer.PASSWORD, NEW)
                        .status())
                .isEqualTo(204);

        assertThat(reset(open, "one more password").code()).isEqualTo("reset_over");
        assertThat(login(email, NEW).status()).isEqualTo(200);
    }

    @Test
    void whereAChannelDeliversTheAdminNeverSeesTheLinkOfAnInvitation() throws InterruptedException {
        String email = "invited" + NEXT.incrementAndGet() + "@acme.example";
        ApiClient admin = server.loggedIn(Role.ADMIN);

        JsonNode invited = admin.post(
                        "/api/v1/users",
                        JSON.writeValueAsString(Map.of("email", email, "name", "Invited", "role", "agent")))
                .json();
        sentTo(email);
        JsonNode again = admin.post("/api/v1/users/" + invited.at("/user/id").asString() + "/invitation", null)
                .json();

        for (JsonNode answer : new JsonNode[] {invited, again}) {
            assertThat(answer.path("delivered").asBoolean()).isTrue();
            assertThat(answer.path("link").isNull()).isTrue();
        }
        String accepted = JSON.writeValueAsString(Map.of("password", NEW));
        assertThat(nobody.post("/api/v1/auth/invitations/" + token(sentTo(email)), accepted)
                        .status())
                .isEqualTo(200);
    }

    private static String someone() {
        String email = "own" + NEXT.incrementAndGet() + "@acme.example";
        Users users = server.bean(Users.class);
        users.grant(users.create(email, "Own", WebTestServer.PASSWORD), "acme", Role.DISPATCHER);
        return email;
    }

    private static AccountLink sentTo(String email) throws InterruptedException {
        AccountLink link = SENT.poll(10, TimeUnit.SECONDS);
        while (link != null && !link.email().equals(email)) {
            link = SENT.poll(10, TimeUnit.SECONDS);
        }
        assertThat(link).isNotNull();
        assertThat(link.toString()).doesNotContain(token(link));
        return link;
    }

    private static String token(AccountLink link) {
        return link.url().substring(link.url().indexOf('#') + 1);
    }

    private Answer change(ApiClient client, String current, String next) {
        return client.send(
                "PUT",
                "/api/v1/me/password",
                JSON.writeValueAsString(Map.of("currentPassword", current, "newPassword", next)));
    }

    private Answer login(String email, String password) {
        return nobody.post("/api/v1/auth/login", JSON.writeValueAsString(Map.of("email", email, "password", password)));
    }

    private Answer forgot(String email) {
        return nobody.post("/api/v1/auth/password-reset-requests", JSON.writeValueAsString(Map.of("email", email)));
    }

    private Answer reset(String token, String password) {
        return nobody.post(
                "/api/v1/auth/password-resets", JSON.writeValueAsString(Map.of("token", token, "password", password)));
    }
}
