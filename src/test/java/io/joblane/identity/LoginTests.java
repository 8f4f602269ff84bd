package io.joblane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoginTests {
    private final WebTestServer server = WebTestServer.shared();
    private final ApiClient nobody = server.client();

    @Test
    void aLoginNamesThePersonAndTheirCompanies() {
        Answer answer = login("Both@Acme.example", WebTestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode session = answer.json();
        assertThat(session.path("expiresIn").asInt()).isEqualTo(900);
        assertThat(session.at("/user/email").asString()).isEqualTo("both@acme.example");
        assertThat(session.at("/user/companies").toString())
                .isEqualTo("[{\"slug\":\"acme\",\"name\":\"The company acme\",\"role\":\"admin\"},"
                        + "{\"slug\":\"globex\",\"name\":\"The company globex\",\"role\":\"agent\"}]");
        assertThat(me(session).json()).isEqualTo(session.path("user"));
    }

    @Test
    void theAccessTokenSaysWhoNotWhatTheyMayDo() {
        String token = login("admin@acme.example", WebTestServer.PASSWORD)
                .json()
                .path("accessToken")
                .asString();

        assertThat(part(token, 0).path("alg").asString()).isEqualTo("ES256");
        assertThat(part(token, 0).path("kid").asString())
                .isEqualTo(nobody.get("/.well-known/jwks.json")
                        .json()
                        .at("/keys/0/kid")
                        .asString());
        assertThat(part(token, 1).propertyNames())
                .containsExactlyInAnyOrder("iss", "aud", "sub", "name", "sid", "iat", "exp");
        assertThat(nobody.get("/.well-known/jwks.json").text()).doesNotContain("\"d\"");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
        Answer wrong = login("manager@acme.example", "not the password");
        Answer unknown = login("stranger@acme.example", "not the password");

        for (Answer answer : List.of(wrong, unknown)) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("invalid_credentials");
        }
        assertThat(wrong.json().path("detail")).isEqualTo(unknown.json().path("detail"));
    }

    @Test
    void theSixthGuessInAMinuteIsNotEvenTried() {
        server.bean(Users.class).create("braked@acme.example", "Braked", WebTestServer.PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(login("braked@acme.example", "guess " + i).status()).isEqualTo(401);
        }

        Answer sixth = login("BRAKED@acme.example", WebTestServer.PASSWORD);
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("too_many_attempts");
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 61);

        server.clock().forward(Duration.ofSeconds(61));
        assertThat(login("braked@acme.example", WebTestServer.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void guessesThatAreSentAtOnceAreCountedToo() {
        List<CompletableFuture<Integer>> guesses = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> login("nobody-at-once@acme.example", "guess " + i).status()))
                .toList();

        assertThat(guesses.stream().map(CompletableFuture::join).filter(status -> status == 401))
                .hasSize(5);
    }

    @Test
    void aRefreshTokenIsGoodOnce() {
        JsonNode first = session();
        JsonNode second = refresh(first).json();

        assertThat(me(second).status()).isEqualTo(200);
        assertThat(second.path("refreshToken")).isNotEqualTo(first.path("refreshToken"));
        assertThat(refresh(second).status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheWholeSession() {
        JsonNode first = session();
        JsonNode second = refresh(first).json();

        Answer copied = refresh(first);
        assertThat(copied.status()).isEqualTo(401);
        assertThat(copied.code()).isEqualTo("invalid_refresh_token");
        assertThat(refresh(second).status()).isEqualTo(401);
    }

    @Test
    void ofManyWhoRefreshAtOnceOneSucceedsAndTheSessionEnds() {
        JsonNode first = session();
        List<Answer> answers =
                IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> refresh(first)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(refresh(won.get(0).json()).status()).isEqualTo(401);
    }

    @Test
    void anAccessTokenEndsAfterFifteenMinutesARefreshBringsAnother() {
        JsonNode session = session();
        server.clock().forward(Duration.ofMinutes(15).plusSeconds(11));

        Answer late = me(session);
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.code()).isEqualTo("invalid_token");
        assertThat(late.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");

        // A client often still sends the token that has ended.
        JsonNode next = nobody.withToken(session.path("accessToken").asString())
                .post("/api/v1/auth/refresh", refreshBody(session))
                .json();
        assertThat(me(next).status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsADayAfterItsLoginHoweverOftenItIsRefreshed() {
        JsonNode session = session();
        server.clock().forward(Duration.ofHours(23));
        session = refresh(session).json();
        assertThat(me(session).status()).isEqualTo(200);
        server.clock().forward(Duration.ofHours(1).plusSeconds(1));

        assertThat(refresh(session).code()).isEqualTo("invalid_refresh_token");
    }

    @Test
    void aLogoutEndsItsOwnSessionOnly() {
        JsonNode one = session();
        JsonNode other = session();

        assertThat(nobody.withToken(one.path("accessToken").asString())
                        .post("/api/v1/auth/logout", null)
                        .status())
                .isEqualTo(204);
        assertThat(refresh(one).status()).isEqualTo(401);
        assertThat(refresh(other).status()).isEqualTo(200);
    }

    @Test
    void aTokenThatWasAlteredOrNeverSignedIsRefused() {
        String token = session().path("accessToken").asString();
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged = encode(claims.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":\"" + UUID.randomUUID() + "\""));

        for (String bad : List.of(
                parts[0] + "." + forged + "." + parts[2],
                encode("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                "not-a-token")) {
            Answer answer = nobody.withToken(bad).get("/api/v1/me");
            assertThat(answer.status()).as(bad).isEqualTo(401);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void aRoleThatIsTakenAwayActsAtOnce() {
        Users users = server.bean(Users.class);
        UUID id = users.create("short@acme.example", "Short Stay", WebTestServer.PASSWORD);
        users.grant(id, "acme", Role.DISPATCHER);
        ApiClient client = nobody.login("short@acme.example", WebTestServer.PASSWORD);
        assertThat(client.get("/api/v1/probe/staff").json().path("actor").asString())
                .isEqualTo("Short Stay (dispatcher)");

        users.grant(id, "acme", Role.AGENT);
        assertThat(client.get("/api/v1/probe/staff").code()).isEqualTo("forbidden");
        users.revoke(id, "acme");
        assertThat(client.get("/api/v1/probe/place").code()).isEqualTo("company_forbidden");
    }

    private Answer login(String email, String password) {
        return nobody.post("/api/v1/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    private JsonNode session() {
        return login("dispatcher@acme.example", WebTestServer.PASSWORD).json();
    }

    private Answer me(JsonNode session) {
        return nobody.withToken(session.path("accessToken").asString()).get("/api/v1/me");
    }

    private Answer refresh(JsonNode session) {
        return nobody.post("/api/v1/auth/refresh", refreshBody(session));
    }

    private static String refreshBody(JsonNode session) {
        return "{\"refreshToken\":\"" + session.path("refreshToken").asString() + "\"}";
    }

    private static JsonNode part(String token, int index) {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
