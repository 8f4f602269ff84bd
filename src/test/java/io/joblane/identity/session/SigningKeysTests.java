package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.WebTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SigningKeysTests {
    private static final JsonMapper JSON = new JsonMapper();

    private final WebTestServer server = WebTestServer.start(Map.of("joblane.identity.signing-key-life", "10h"));
    private final SigningKeys keys = server.bean(SigningKeys.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNewKeyIsPublishedBeforeItSignsAndTheOldOneVerifiesUntilItsLastTokenEnded() {
        String old = kidOf(token());
        server.clock().forward(Duration.ofHours(9).plusMinutes(51));
        keys.maintain();

        assertThat(published()).hasSize(2).contains(old);
        String before = token();
        assertThat(kidOf(before)).isEqualTo(old);

        server.clock().forward(Duration.ofMinutes(10).plusSeconds(1));
        keys.maintain();
        String after = token();
        assertThat(kidOf(after)).isNotEqualTo(old).isIn(published());
        assertThat(works(before)).isTrue();
        assertThat(works(after)).isTrue();

        server.clock().forward(Duration.ofMinutes(14));
        keys.maintain();
        assertThat(published()).hasSize(2);

        server.clock().forward(Duration.ofMinutes(3));
        keys.maintain();
        assertThat(published()).containsExactly(kidOf(after));
        assertThat(works(before)).isFalse();
        assertThat(kidOf(token())).isEqualTo(kidOf(after));
        assertThat(privateHalvesOf(old)).isZero();
    }

    @Test
    void aPlatformAdminRotatesByHand() {
        String old = kidOf(token());
        ApiClient platform = server.loggedIn(Role.PLATFORM_ADMIN);

        JsonNode planned = platform.post("/api/v1/auth/signing-keys", null).json();
        assertThat(planned.path("kid").asString()).isNotEqualTo(old).isIn(published());
        assertThat(platform.post("/api/v1/auth/signing-keys", null).json()).isEqualTo(planned);
        assertThat(kidOf(token())).isEqualTo(old);

        server.clock().forward(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(kidOf(token())).isEqualTo(planned.path("kid").asString());
    }

    @Test
    void ofManyReplicasThatRotateAtOnceOneMakesTheKey() {
        server.clock().forward(Duration.ofHours(11));
        IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(keys::maintain))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(published()).hasSize(2);
    }

    @Test
    void anotherReplicaHearsOfANewKey() throws InterruptedException {
        String prefix = server.context().getEnvironment().getRequiredProperty("joblane.database-prefix");
        try (WebTestServer other = WebTestServer.start(Map.of("joblane.database-prefix", prefix))) {
            String kid = keys.rotate().kid();
            long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!published(other).contains(kid) && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            assertThat(published(other)).contains(kid);
            String token = token();
            assertThat(other.client().withToken(token).get("/api/v1/me").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void privateHalvesAreSealed() {
        List<String> rows = server.bean(ControlDatabase.class)
                .jdbc()
                .sql("SELECT row_to_json(k)::text FROM signing_key k")
                .query(String.class)
                .list();

        assertThat(rows)
                .hasSize(1)
                .allSatisfy(row ->
                        assertThat(JSON.readTree(row).path("jwk").has("d")).isFalse());
        assertThat(JSON.readTree(rows.get(0)).path("sealed").asString()).startsWith("v1.");
    }

    private int privateHalvesOf(String kid) {
        return server.bean(ControlDatabase.class)
                .jdbc()
                .sql("SELECT count(*) FROM signing_key WHERE kid = ? AND sealed IS NOT NULL")
                .param(kid)
                .query(Integer.class)
                .single();
    }

    private String token() {
        return server.client()
                .post(
                        "/api/v1/auth/login",
                        "{\"email\":\"dispatcher@acme.example\",\"password\":\"" + WebTestServer.PASSWORD + "\"}")
                .json()
                .path("accessToken")
                .asString();
    }

    private boolean works(String token) {
        return server.client().withToken(token).get("/api/v1/me").status() == 200;
    }

    private List<String> published() {
        return published(server);
    }

    private static List<String> published(WebTestServer of) {
        return StreamSupport.stream(
                        of.client()
                                .get("/.well-known/jwks.json")
                                .json()
                                .path("keys")
                                .spliterator(),
                        false)
                .map(key -> key.path("kid").asString())
                .toList();
    }

    private static String kidOf(String token) {
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
        return JSON.readTree(header).path("kid").asString();
    }
}
