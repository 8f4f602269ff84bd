package io.joblane.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits over HTTP, small enough to meet. */
class LimitApiTests {
    private static WebTestServer server;
    private static ApiClient dispatcher;
    private static ApiClient manager;

    @BeforeAll
    static void start() {
        server = WebTestServer.start(Map.of(
                "joblane.http.limits.read.per-user", "5",
                "joblane.http.limits.read.per-address", "12",
                "joblane.http.limits.write.per-user", "3",
                "joblane.http.limits.auth.per-address", "8",
                "server.forward-headers-strategy", "native"));
        dispatcher = server.loggedIn(Role.DISPATCHER);
        manager = server.loggedIn(Role.MANAGER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aMinuteLater() {
        server.clock().forward(Duration.ofMinutes(1));
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        Answer first = dispatcher.get("/api/v1/me");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.response().headers().allValues("RateLimit-Policy"))
                .containsExactly("\"read-address\";q=12;w=60", "\"read-user\";q=5;w=60");
        assertThat(first.response().headers().allValues("RateLimit"))
                .containsExactly("\"read-address\";r=11;t=5", "\"read-user\";r=4;t=12");
        assertThat(dispatcher.get("/api/v1/no-such-route").response().headers().allValues("RateLimit"))
                .hasSize(2);
        assertThat(server.client().get("/api/v1/me").response().headers().allValues("RateLimit"))
                .hasSize(1);
    }

    @Test
    void aUserWhoAsksTooMuchIsRefusedAndNobodyElse() {
        for (int i = 0; i < 5; i++) {
            assertThat(dispatcher.get("/api/v1/me").status()).isEqualTo(200);
        }
        Answer refused = dispatcher.get("/api/v1/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("12");
        assertThat(refused.json().path("policy").asString()).isEqualTo("read-user");
        assertThat(refused.json().path("requestId").asString()).isEqualTo(refused.header("X-Request-Id"));
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");

        assertThat(manager.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(dispatcher.post("/api/v1/probe/trips", "{}").status()).isEqualTo(400);

        server.clock().forward(Duration.ofSeconds(12));
        assertThat(dispatcher.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void refusedWritesCountToo() {
        for (int i = 0; i < 3; i++) {
            assertThat(dispatcher.post("/api/v1/probe/trips", "{}").status()).isEqualTo(400);
        }
        assertThat(dispatcher.post("/api/v1/probe/trips", "{}").status()).isEqualTo(429);
        assertThat(dispatcher.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anAddressIsRefusedBeforeItsTokenIsLookedAt() {
        ApiClient guesser = server.client().withToken("not-a-token");
        for (int i = 0; i < 12; i++) {
            assertThat(guesser.get("/api/v1/me").status()).isEqualTo(401);
        }
        Answer refused = guesser.get("/api/v1/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("policy").asString()).isEqualTo("read-address");
        assertThat(dispatcher.get("/api/v1/me").status()).isEqualTo(429);
    }

    @Test
    void behindAProxyEachClientsAddressCounts() {
        for (int i = 0; i < 12; i++) {
            server.client().get("/api/v1/me");
        }
        assertThat(server.client().get("/api/v1/me").status()).isEqualTo(429);
        ApiClient other = server.client().with("X-Forwarded-For", "203.0.113.9");
        assertThat(other.get("/api/v1/me").status()).isEqualTo(401);
        // What the client itself put in front of the proxy's entry is not believed.
        for (int i = 0; i < 11; i++) {
            server.client()
                    .with("X-Forwarded-For", "198.51.100." + i + ", 203.0.113.9")
                    .get("/api/v1/me");
        }
        assertThat(other.get("/api/v1/me").status()).isEqualTo(429);
    }

    @Test
    void guessesOfOneAddressAreFewWhateverAccountsTheyName() {
        for (int i = 0; i < 8; i++) {
            Answer answer = guess(i);
            assertThat(answer.status()).as(answer.text()).isIn(401, 429);
            assertThat(answer.code()).isNotEqualTo("rate_limited");
        }
        assertThat(guess(8).code()).isEqualTo("rate_limited");
    }

    private static Answer guess(int number) {
        return server.client()
                .post("/api/v1/auth/login", "{\"email\":\"guess" + number + "@acme.example\",\"password\":\"wrong\"}");
    }

    @Test
    void probesAreNeverRefused() {
        for (int i = 0; i < 20; i++) {
            Answer health = server.client().get("/actuator/health");
            assertThat(health.status()).isNotEqualTo(429);
            assertThat(health.header("RateLimit")).isNull();
        }
    }

    @Test
    void withoutAProxyNobodyChoosesTheirAddress() {
        try (WebTestServer direct = WebTestServer.start(Map.of("joblane.http.limits.read.per-address", "3"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(direct.client()
                                .with("X-Forwarded-For", "203.0.113." + i)
                                .get("/api/v1/me")
                                .status())
                        .isEqualTo(401);
            }
            assertThat(direct.client()
                            .with("X-Forwarded-For", "203.0.113.77")
                            .get("/api/v1/me")
                            .status())
                    .isEqualTo(429);
        }
    }
}
