package io.joblane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.factor.Authenticator;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SecondFactorTests {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final WebTestServer server = WebTestServer.shared();

    /** Somebody with a second factor, and the phone on which it is. */
    private record Enrolled(
            String email, ApiClient client, Authenticator phone, String firstCode, List<String> recoveryCodes) {}

    @Test
    void withASecondFactorThePasswordAloneOpensNothing() {
        Enrolled person = enrolled(Role.DISPATCHER);
        server.clock().forward(STEP);

        Answer challenged = login(person);
        assertThat(challenged.status()).isEqualTo(401);
        assertThat(challenged.code()).isEqualTo("second_factor_required");
        assertThat(challenged.json().path("secondFactorRequired").asBoolean()).isTrue();
        assertThat(challenged.json().path("expiresIn").asInt()).isEqualTo(300);
        assertThat(challenged.text()).doesNotContain("accessToken", "refreshToken");

        Answer answered = answer(challenged, now(person));
        assertThat(answered.status()).isEqualTo(200);
        assertThat(server.client()
                        .withToken(answered.json().path("accessToken").asString())
                        .get("/api/v1/probe/staff")
                        .status())
                .isEqualTo(200);
        assertThat(answer(challenged, person.recoveryCodes().get(0)).code()).isEqualTo("invalid_challenge");
    }

    @Test
    void aCodeIsGoodOnce() {
        Enrolled person = enrolled(Role.DISPATCHER);
        server.clock().forward(STEP);
        String code = now(person);

        assertThat(answer(login(person), code).status()).isEqualTo(200);
        assertThat(answer(login(person), code).code()).isEqualTo("invalid_code");

        server.clock().forward(STEP);
        assertThat(answer(login(person), now(person)).status()).isEqualTo(200);
    }

    @Test
    void theCodeThatConfirmedIsUsedUpToo() {
        Enrolled person = enrolled(Role.DISPATCHER);

        assertThat(answer(login(person), person.firstCode()).code()).isEqualTo("invalid_code");
    }

    @Test
    void ofOneCodeSentManyTimesAtOnceOneOpens() {
        Enrolled person = enrolled(Role.DISPATCHER);
        server.clock().forward(STEP);
        String code = now(person);
        List<Answer> challenges =
                IntStream.range(0, 4).mapToObj(i -> login(person)).toList();

        assertThat(atOnce(challenges, code)).containsOnlyOnce(200).contains(401);
    }

    @Test
    void ofOneRecoveryCodeSentManyTimesAtOnceOneOpens() {
        Enrolled person = enrolled(Role.ADMIN);
        String code = person.recoveryCodes().get(3);
        List<Answer> challenges =
                IntStream.range(0, 4).mapToObj(i -> login(person)).toList();

        assertThat(atOnce(challenges, code)).containsOnlyOnce(200).contains(401);
        assertThat(person.client()
                        .get("/api/v1/me/second-factor")
                        .json()
                        .path("recoveryCodesLeft")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void recoveryCodesMayBeTypedAsPeopleDoAndAreNotKept() {
        Enrolled person = enrolled(Role.ADMIN);
        assertThat(person.recoveryCodes())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));

        assertThat(answer(login(person), person.recoveryCodes().get(0).toLowerCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
        assertThat(answer(login(person), person.recoveryCodes().get(1).replace("-", " "))
                        .status())
                .isEqualTo(200);
        String kept = server.bean(ControlDatabase.class)
                .jdbc()
                .sql("SELECT string_agg(encode(code_hash, 'escape'), ' ') FROM recovery_code")
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(person.recoveryCodes().get(2).replace("-", ""));
    }

    @Test
    void guessesOfACodeAreLimitedAcrossChallenges() {
        Enrolled person = enrolled(Role.DISPATCHER);
        Answer first = login(person);
        for (int i = 0; i < 3; i++) {
            assertThat(answer(first, "00000" + i).code()).isEqualTo("invalid_code");
        }
        Answer second = login(person);
        assertThat(answer(second, "000003").code()).isEqualTo("invalid_code");
        assertThat(answer(second, "000004").code()).isEqualTo("invalid_code");

        server.clock().forward(STEP);
        Answer refused = answer(second, now(person));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 61);

        server.clock().forward(Duration.ofSeconds(61));
        assertThat(answer(login(person), now(person)).status()).isEqualTo(200);
    }

    @Test
    void aChallengeEndsAfterFiveMinutesAndFiveAttempts() {
        Enrolled person = enrolled(Role.DISPATCHER);
        Answer old = login(person);
        server.clock().forward(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(answer(old, now(person)).code()).isEqualTo("invalid_challenge");

        Answer tried = login(person);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(tried, "11111" + i).code()).isEqualTo("invalid_code");
        }
        server.clock().forward(Duration.ofSeconds(62));
        assertThat(answer(tried, now(person)).code()).isEqualTo("invalid_challenge");
    }

    @Test
    void anEnrolmentNeedsThePasswordAndCountsOnceConfirmed() {
        ApiClient client = someone(Role.MANAGER);
        String email = client.get("/api/v1/me").json().path("email").asString();

        assertThat(client.post("/api/v1/me/second-factor", "{\"password\":\"wrong one\"}")
                        .code())
                .isEqualTo("wrong_password");
        assertThat(client.post("/api/v1/me/second-factor/confirmation", "{\"code\":\"123456\"}")
                        .code())
                .isEqualTo("second_factor_not_begun");

        JsonNode enrolment = enrol(client);
        assertThat(enrolment.path("uri").asString())
                .startsWith("otpauth://totp/Joblane:" + email.replace("@", "%40") + "?secret="
                        + enrolment.path("secret").asString() + "&issuer=Joblane");
        assertThat(confirm(client, "000000").code()).isEqualTo("wrong_code");
        assertThat(server.client().login(email, WebTestServer.PASSWORD)).isNotNull();

        JsonNode again = enrol(client);
        assertThat(again.path("secret")).isNotEqualTo(enrolment.path("secret"));
        assertThat(confirm(client, code(enrolment)).code()).isEqualTo("wrong_code");
        assertThat(confirm(client, code(again)).status()).isEqualTo(200);
        assertThat(client.post("/api/v1/me/second-factor", password()).code()).isEqualTo("second_factor_exists");
        assertThat(server.client().post("/api/v1/auth/login", loginBody(email)).code())
                .isEqualTo("second_factor_required");
    }

    @Test
    void aConfirmationEndsTheOtherSessions() {
        ApiClient client = someone(Role.DISPATCHER);
        String email = client.get("/api/v1/me").json().path("email").asString();
        ApiClient other = server.client().login(email, WebTestServer.PASSWORD);
        assertThat(other.get("/api/v1/me").status()).isEqualTo(200);

        assertThat(confirm(client, code(enrol(client))).status()).isEqualTo(200);

        assertThat(other.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(client.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void theSecretIsSealedAtRest() {
        ApiClient client = someone(Role.DISPATCHER);
        String secret = enrol(client).path("secret").asString();
        UUID id = UUID.fromString(client.get("/api/v1/me").json().path("id").asString());

        String kept = server.bean(ControlDatabase.class)
                .jdbc()
                .sql("SELECT secret FROM second_factor WHERE user_id = ?")
                .param(id)
                .query(String.class)
                .single();
        assertThat(kept).startsWith("v1.").doesNotContain(secret);
    }

    @Test
    void removalNeedsPasswordAndCode() {
        Enrolled person = enrolled(Role.DISPATCHER);
        server.clock().forward(STEP);
        String code = now(person);

        assertThat(remove(person, "wrong password", code).code()).isEqualTo("wrong_password");
        assertThat(remove(person, WebTestServer.PASSWORD, "000000").code()).isEqualTo("wrong_code");
        assertThat(remove(person, WebTestServer.PASSWORD, code).status()).isEqualTo(204);

        assertThat(login(person).status()).isEqualTo(200);
        assertThat(person.client()
                        .get("/api/v1/me/second-factor")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anAdminHelpsWhoLostTheirPhone() {
        Enrolled person = enrolled(Role.DISPATCHER);
        String path = "/api/v1/users/"
                + person.client().get("/api/v1/me").json().path("id").asString() + "/second-factor";

        assertThat(server.loggedIn(Role.MANAGER).send("DELETE", path, null).status())
                .isEqualTo(403);
        assertThat(server.loggedIn(Role.ADMIN).send("DELETE", path, null).status())
                .isEqualTo(204);

        assertThat(person.client().get("/api/v1/me").status()).isEqualTo(401);
        assertThat(login(person).status()).isEqualTo(200);
    }

    @Test
    void whereItIsRequiredTheOfficeCanOnlyEnrolAtFirst() {
        try (WebTestServer strict = WebTestServer.start(Map.of("joblane.identity.second-factor", "required"))) {
            assertThat(strict.loggedIn(Role.AGENT).get("/api/v1/probe/place").status())
                    .isEqualTo(200);
            assertThat(strict.loggedIn(Role.MANAGER).get("/api/v1/probe/staff").status())
                    .isEqualTo(200);
            for (Role role : List.of(Role.PLATFORM_ADMIN, Role.ADMIN, Role.DISPATCHER)) {
                ApiClient client = strict.loggedIn(role);
                for (String path : List.of(
                        "/api/v1/probe/staff",
                        "/%61pi/v1/probe/staff",
                        "/actuator/prometheus",
                        "/api/v1/me/sessions")) {
                    assertThat(client.get(path).code()).as(path).isEqualTo("second_factor_enrolment_required");
                }
                assertThat(client.get("/api/v1/me").status()).isEqualTo(200);
                assertThat(client.get("/api/v1/me/second-factor")
                                .json()
                                .path("required")
                                .asBoolean())
                        .isTrue();
                JsonNode enrolment = enrol(client);
                Authenticator phone = new Authenticator(enrolment.path("secret").asString());
                assertThat(confirm(client, phone.code(strict.clock().instant())).status())
                        .isEqualTo(200);
                assertThat(client.get("/api/v1/probe/staff").status()).isEqualTo(200);
            }
        }
    }

    private ApiClient someone(Role role) {
        String email = "factor" + NEXT.incrementAndGet() + "@acme.example";
        Users users = server.bean(Users.class);
        users.grant(users.create(email, "Factor", WebTestServer.PASSWORD), "acme", role);
        return server.client().login(email, WebTestServer.PASSWORD);
    }

    private Enrolled enrolled(Role role) {
        ApiClient client = someone(role);
        Authenticator phone = new Authenticator(enrol(client).path("secret").asString());
        String code = phone.code(server.clock().instant());
        Answer confirmed = confirm(client, code);
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        List<String> codes = StreamSupport.stream(
                        confirmed.json().path("recoveryCodes").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        return new Enrolled(client.get("/api/v1/me").json().path("email").asString(), client, phone, code, codes);
    }

    private List<Integer> atOnce(List<Answer> challenges, String code) {
        return challenges.stream()
                .map(challenge -> CompletableFuture.supplyAsync(
                        () -> answer(challenge, code).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private String now(Enrolled person) {
        return person.phone().code(server.clock().instant());
    }

    private String code(JsonNode enrolment) {
        return new Authenticator(enrolment.path("secret").asString())
                .code(server.clock().instant());
    }

    private static JsonNode enrol(ApiClient client) {
        Answer answer = client.post("/api/v1/me/second-factor", password());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static Answer confirm(ApiClient client, String code) {
        return client.post("/api/v1/me/second-factor/confirmation", "{\"code\":\"" + code + "\"}");
    }

    private static Answer remove(Enrolled person, String password, String code) {
        return person.client()
                .post(
                        "/api/v1/me/second-factor/removal",
                        "{\"password\":\"" + password + "\",\"code\":\"" + code + "\"}");
    }

    private Answer login(Enrolled person) {
        return server.client().post("/api/v1/auth/login", loginBody(person.email()));
    }

    private Answer answer(Answer challenged, String code) {
        return server.client()
                .post(
                        "/api/v1/auth/second-factor",
                        "{\"challenge\":\""
                                + challenged.json().path("challenge").asString() + "\",\"code\":\"" + code + "\"}");
    }

    private static String loginBody(String email) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + WebTestServer.PASSWORD + "\"}";
    }

    private static String password() {
        return "{\"password\":\"" + WebTestServer.PASSWORD + "\"}";
    }
}
