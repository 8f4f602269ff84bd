package io.joblane.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.ControlDatabase;
import io.joblane.http.Cursor;
import io.joblane.identity.member.Members;
import io.joblane.identity.session.SigningKeys;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UserApiTests {
    private static final String USERS = "/api/v1/users";
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final WebTestServer server = WebTestServer.shared();
    private final Users users = server.bean(Users.class);
    private final ApiClient nobody = server.client();
    private final ApiClient admin = server.loggedIn(Role.ADMIN);

    @Test
    void whoIsInvitedAcceptsAndLogsIn() {
        Answer invited = invite("NEW.Person@acme.example", Role.DISPATCHER);
        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.json().at("/user/status").asString()).isEqualTo("invited");
        assertThat(invited.json().at("/user/email").asString()).isEqualTo("new.person@acme.example");
        assertThat(invited.header("Location"))
                .isEqualTo(USERS + "/" + invited.json().at("/user/id").asString());
        assertThat(login("new.person@acme.example", "").status()).isEqualTo(400);
        assertThat(login("new.person@acme.example", "anything at all").code()).isEqualTo("invalid_credentials");

        Answer accepted = accept(token(invited), "a new password", "Nora Person");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text()).isEqualTo("{\"company\":\"acme\",\"email\":\"new.person@acme.example\"}");

        ApiClient person = nobody.login("new.person@acme.example", "a new password");
        assertThat(person.get("/api/v1/probe/staff").json().path("actor").asString())
                .isEqualTo("Nora Person (dispatcher)");
        assertThat(read(id(invited)).path("status").asString()).isEqualTo("active");
        assertThat(accept(token(invited), "another password", null).code()).isEqualTo("invitation_over");
    }

    @Test
    void anInvitationEndsAfterThreeDaysAndCanBeRenewed() {
        Answer invited = invite(Role.AGENT);
        server.clock().forward(Duration.ofHours(72));
        assertThat(accept(token(invited), "a new password", null).code()).isEqualTo("invitation_over");

        Answer renewed = freshAdmin().post(USERS + "/" + id(invited) + "/invitation", null);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(accept(token(renewed), "short", null).code()).isEqualTo("invalid_password");
        assertThat(accept(token(renewed), "a new password", null).status()).isEqualTo(200);
        assertThat(freshAdmin()
                        .post(USERS + "/" + id(invited) + "/invitation", null)
                        .code())
                .isEqualTo("already_joined");
    }

    @Test
    void aRenewedInvitationReplacesTheOneBefore() {
        Answer invited = invite(Role.AGENT);
        admin.post(USERS + "/" + id(invited) + "/invitation", null);

        assertThat(accept(token(invited), "a new password", null).code()).isEqualTo("invitation_over");
        assertThat(accept("no-such-token", "a new password", null).code()).isEqualTo("invitation_unknown");
    }

    @Test
    void ofManyWhoAcceptAtOnceOneDoes() {
        Answer invited = invite(Role.DISPATCHER);
        List<Integer> answers = atOnce(IntStream.range(0, 6)
                .mapToObj(i -> (java.util.function.Supplier<Answer>)
                        () -> accept(token(invited), "password number " + i, null))
                .toList());

        assertThat(answers).containsOnlyOnce(200);
        assertThat(answers.stream().filter(status -> status != 200))
                .isSubsetOf(401, 409, 410)
                .hasSize(5);
    }

    @Test
    void whoHasAnAccountKeepsItAndAcceptsWithItsPasswordOrLoggedIn() {
        String email = someone("globex", Role.MANAGER);
        ApiClient elsewhere = nobody.login(email, WebTestServer.PASSWORD);
        Answer invited = invite(email, Role.SALESPERSON);
        assertThat(elsewhere.get("/api/v1/me").json().path("companies").size()).isEqualTo(1);
        assertThat(invited.json().at("/user/name").asString()).isEqualTo("Invited");

        assertThat(accept(token(invited), "not the password", "Hijacked").code())
                .isEqualTo("invalid_credentials");
        assertThat(accept(token(invited), WebTestServer.PASSWORD, "Hijacked").status())
                .isEqualTo(200);
        JsonNode me = elsewhere.get("/api/v1/me").json();
        assertThat(me.path("companies").size()).isEqualTo(2);
        assertThat(me.path("name").asString()).isEqualTo("Somebody");

        String second = someone("globex", Role.AGENT);
        ApiClient loggedIn = nobody.login(second, WebTestServer.PASSWORD);
        Answer other = invite(second, Role.AGENT);
        assertThat(elsewhere
                        .post("/api/v1/me/invitations/" + token(other), null)
                        .code())
                .isEqualTo("invitation_of_another");
        assertThat(loggedIn.post("/api/v1/me/invitations/" + token(other), null).status())
                .isEqualTo(200);
        assertThat(loggedIn.with("X-Company", "acme").get("/api/v1/probe/place").status())
                .isEqualTo(200);
    }

    @Test
    void nobodyIsInvitedTwice() {
        Answer invited = invite(Role.AGENT);
        String email = invited.json().at("/user/email").asString();

        assertThat(invite(email, Role.ADMIN).code()).isEqualTo("already_invited");
        assertThat(accept(token(invited), "a new password", null).status()).isEqualTo(200);
        assertThat(invite(email, Role.ADMIN).code()).isEqualTo("member_exists");
        assertThat(invite("no address", Role.AGENT).code()).isEqualTo("invalid_email");
        assertThat(read(id(invited)).path("role").asString()).isEqualTo("agent");
    }

    @Test
    void aRepeatedInvitationAnswersTheSameWithoutItsLink() {
        ApiClient once = admin.with("Idempotency-Key", UUID.randomUUID().toString());
        String body = body(nextEmail(), Role.AGENT);

        Answer first = once.post(USERS, body);
        Answer second = once.post(USERS, body);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.json().path("link").asString()).contains("/invitation#");
        assertThat(second.json().path("link").isNull()).isTrue();
        assertThat(second.json().path("user")).isEqualTo(first.json().path("user"));
    }

    @Test
    void anInvitationOpensNoPlaceThatWasTakenAwayAfterwards() {
        Answer invited = invite(Role.AGENT);
        assertThat(accept(token(invited), "a new password", null).status()).isEqualTo(200);
        assertThat(change(id(invited), "{\"active\":false}").status()).isEqualTo(200);
        // As if it had been sent by a request that crossed the acceptance.
        server.bean(ControlDatabase.class)
                .jdbc()
                .sql("UPDATE invitation SET accepted_at = NULL WHERE user_id = ?")
                .param(UUID.fromString(id(invited)))
                .update();

        assertThat(accept(token(invited), "a new password", null).code()).isEqualTo("invitation_over");
        assertThat(read(id(invited)).path("status").asString()).isEqualTo("inactive");

        assertThat(change(id(invited), "{\"active\":false}").status()).isEqualTo(200);
        assertThat(server.bean(ControlDatabase.class)
                        .jdbc()
                        .sql("SELECT revoked_at IS NOT NULL FROM invitation WHERE user_id = ?")
                        .param(UUID.fromString(id(invited)))
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aTakenBackInvitationOpensNothing() {
        Answer invited = invite(Role.AGENT);
        JsonNode changed = change(id(invited), "{\"active\":false}").json();

        assertThat(changed.path("status").asString()).isEqualTo("inactive");
        assertThat(accept(token(invited), "a new password", null).code()).isEqualTo("invitation_over");
        assertThat(change(id(invited), "{\"active\":true}").code()).isEqualTo("not_joined");
    }

    @Test
    void deactivationAndRoleActOnTheVeryNextRequest() {
        String email = someone("acme", Role.DISPATCHER);
        ApiClient person = nobody.login(email, WebTestServer.PASSWORD);
        String id = users.findByEmail(email).orElseThrow().id().toString();
        assertThat(person.get("/api/v1/probe/staff").status()).isEqualTo(200);

        assertThat(change(id, "{\"role\":\"agent\"}").json().path("role").asString())
                .isEqualTo("agent");
        assertThat(person.get("/api/v1/probe/staff").code()).isEqualTo("forbidden");
        assertThat(change(id, "{\"active\":false}").json().path("status").asString())
                .isEqualTo("inactive");
        assertThat(person.get("/api/v1/probe/place").code()).isEqualTo("company_forbidden");
        assertThat(change(id, "{\"active\":true,\"role\":\"manager\"}").status())
                .isEqualTo(200);
        assertThat(person.get("/api/v1/probe/staff").status()).isEqualTo(200);
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() {
        String id = users.findByEmail(someone("acme", Role.AGENT))
                .orElseThrow()
                .id()
                .toString();
        String tag = admin.get(USERS + "/" + id).header("ETag");

        assertThat(admin.send("PATCH", USERS + "/" + id, "{\"role\":\"manager\"}")
                        .code())
                .isEqualTo("precondition_required");
        ApiClient matching = admin.with("If-Match", tag);
        assertThat(matching.send("PATCH", USERS + "/" + id, "{\"role\":\"manager\"}")
                        .status())
                .isEqualTo(200);
        assertThat(matching.send("PATCH", USERS + "/" + id, "{\"role\":\"agent\"}")
                        .status())
                .isEqualTo(412);
        assertThat(change(id, "{}").code()).isEqualTo("nothing_to_change");
        assertThat(change(id, "{\"role\":\"king\"}").status()).isEqualTo(400);
    }

    @Test
    void nobodyChangesTheirOwnRole() {
        String own = admin.get("/api/v1/me").json().path("id").asString();

        assertThat(change(own, "{\"role\":\"platform_admin\"}").code()).isEqualTo("own_place");
        assertThat(change(own, "{\"active\":false}").code()).isEqualTo("own_place");
    }

    @Test
    void onlyAPlatformAdminMakesAndUnmakesOne() {
        String agent = users.findByEmail(someone("acme", Role.AGENT))
                .orElseThrow()
                .id()
                .toString();
        assertThat(change(agent, "{\"role\":\"platform_admin\"}").code()).isEqualTo("platform_admin_only");
        assertThat(invite(nextEmail(), Role.PLATFORM_ADMIN).code()).isEqualTo("platform_admin_only");

        ApiClient platform = server.loggedIn(Role.PLATFORM_ADMIN).with("If-Match", "*");
        assertThat(platform.send("PATCH", USERS + "/" + agent, "{\"role\":\"platform_admin\"}")
                        .status())
                .isEqualTo(200);
        assertThat(change(agent, "{\"role\":\"agent\"}").code()).isEqualTo("platform_admin_only");
        assertThat(admin.post(USERS + "/" + agent + "/password-reset", null).code())
                .isEqualTo("belongs_elsewhere");
        assertThat(platform.send("PATCH", USERS + "/" + agent, "{\"role\":\"agent\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLastAdminStays() {
        try (WebTestServer own = WebTestServer.start(Map.of())) {
            ApiClient platform = own.client()
                    .login("platform_admin@acme.example", WebTestServer.PASSWORD)
                    .with("If-Match", "*");
            String one = own.bean(Users.class)
                    .findByEmail("admin@acme.example")
                    .orElseThrow()
                    .id()
                    .toString();
            String two = own.bean(Users.class)
                    .findByEmail("both@acme.example")
                    .orElseThrow()
                    .id()
                    .toString();

            List<Integer> answers = atOnce(List.of(
                    () -> platform.send("PATCH", USERS + "/" + one, "{\"role\":\"agent\"}"),
                    () -> platform.send("PATCH", USERS + "/" + two, "{\"active\":false}")));
            assertThat(answers).containsExactlyInAnyOrder(200, 409);

            String left = own.bean(Users.class).membersOf("acme").stream()
                    .filter(user -> user.in("acme").orElseThrow().role() == Role.ADMIN)
                    .findFirst()
                    .orElseThrow()
                    .id()
                    .toString();
            for (String body : List.of("{\"role\":\"manager\"}", "{\"active\":false}")) {
                assertThat(platform.send("PATCH", USERS + "/" + left, body).code())
                        .isEqualTo("last_admin");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = Mode.EXCLUDE,
            names = {"ADMIN", "PLATFORM_ADMIN"})
    void onlyAdminsManageUsers(Role role) {
        ApiClient client = server.loggedIn(role).with("If-Match", "*");
        String id = admin.get("/api/v1/me").json().path("id").asString();

        for (Answer answer : List.of(
                client.get(USERS),
                client.get(USERS + "/" + id),
                client.post(USERS, body(nextEmail(), Role.ADMIN)),
                client.post(USERS + "/" + id + "/invitation", null),
                client.post(USERS + "/" + id + "/password-reset", null),
                client.send("DELETE", USERS + "/" + id + "/second-factor", null),
                client.send("PATCH", USERS + "/" + id, "{\"role\":\"agent\"}"),
                client.post("/api/v1/auth/signing-keys", null))) {
            assertThat(answer.code()).isEqualTo("forbidden");
        }
        assertThat(admin.post("/api/v1/auth/signing-keys", null).code()).isEqualTo("forbidden");
    }

    @Test
    void theServicesRefuseWhomTheirRoutesRefuse() {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("somebody", "", "ROLE_manager"));
        try {
            assertThatThrownBy(() -> server.bean(Members.class).get(UUID.randomUUID()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> server.bean(SigningKeys.class).rotate()).isInstanceOf(AccessDeniedException.class);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void nobodyOfAnotherCompanyIsSeenOrChanged() {
        String stranger = users.findByEmail(someone("globex", Role.AGENT))
                .orElseThrow()
                .id()
                .toString();

        assertThat(admin.get(USERS + "/" + stranger).code()).isEqualTo("user_unknown");
        assertThat(change(stranger, "{\"active\":false}").code()).isEqualTo("user_unknown");
        assertThat(admin.post(USERS + "/" + stranger + "/password-reset", null).code())
                .isEqualTo("user_unknown");
        assertThat(admin.get(USERS + "?limit=200").text()).doesNotContain(stranger);
    }

    @Test
    void theListIsPagedAndFiltered() {
        String word = "Listed" + NEXT.incrementAndGet();
        for (int i = 0; i < 7; i++) {
            String email = "list" + NEXT.incrementAndGet() + "@acme.example";
            UUID id = users.create(email, word + (i % 2 == 0 ? " same" : " n" + i), WebTestServer.PASSWORD);
            users.grant(id, "acme", i < 3 ? Role.AGENT : Role.SALESPERSON);
            if (i == 6) {
                users.revoke(id, "acme");
            }
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = admin.get(USERS + "?limit=2&q=" + word.toUpperCase(java.util.Locale.ROOT) + after)
                    .json();
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asString();
        } while (after != null);

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(count("?q=" + word + "&role=agent")).isEqualTo(3);
        assertThat(count("?q=" + word + "&status=inactive")).isEqualTo(1);
        assertThat(count("?q=" + word + "&status=active&role=salesperson")).isEqualTo(3);
        assertThat(count("?q=%25" + word)).isZero();
        assertThat(admin.get(USERS + "?status=asleep").status()).isEqualTo(400);
        assertThat(admin.get(USERS + "?after=x").code()).isEqualTo("invalid_cursor");
        for (String odd : List.of("a\u0000b", "half \ud83d", "")) {
            assertThat(admin.get(USERS + "?after=" + Cursor.of(odd, UUID.randomUUID()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatOpensAnAccountIsInTheTrailWithoutItsSecrets() {
        Answer invited = invite(Role.AGENT);
        assertThat(accept(token(invited), "a new password", null).status()).isEqualTo(200);
        admin.post(USERS + "/" + id(invited) + "/password-reset", null);
        ApiClient person = nobody.login(invited.json().at("/user/email").asString(), "a new password");
        person.post("/api/v1/me/second-factor", "{\"password\":\"a new password\"}");

        var jdbc = server.bean(ControlDatabase.class).jdbc();
        for (String entity : List.of("invitation", "password_reset", "second_factor")) {
            String changes = jdbc.sql(
                            "SELECT string_agg(action || changes::text, ' ' ORDER BY seq) FROM audit_entry WHERE entity = ? AND changes ->> 'user_id' = ?")
                    .param(entity)
                    .param(id(invited))
                    .query(String.class)
                    .single();
            assertThat(changes).as(entity).startsWith("create").doesNotContain("token_hash", "\"secret\"");
        }
        assertThat(jdbc.sql("SELECT count(*) FROM audit_entry WHERE entity = 'signing_key' AND changes ?? 'sealed'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void noTokenIsKeptAsItIs() {
        String token = token(invite(Role.AGENT));

        String kept = server.bean(ControlDatabase.class)
                .jdbc()
                .sql(
                        "SELECT string_agg(row_to_json(i)::text, ' ') || encode(string_agg(token_hash, ''), 'escape') FROM invitation i")
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(token);
    }

    private int count(String query) {
        return admin.get(USERS + query).json().path("items").size();
    }

    /** Somebody with a place and an account. */
    private String someone(String company, Role role) {
        String email = nextEmail();
        users.grant(users.create(email, "Somebody", WebTestServer.PASSWORD), company, role);
        return email;
    }

    /** The clock may have ended the session that this test began with. */
    private ApiClient freshAdmin() {
        return server.loggedIn(Role.ADMIN);
    }

    private Answer invite(Role role) {
        return invite(nextEmail(), role);
    }

    private Answer invite(String email, Role role) {
        return admin.post(USERS, body(email, role));
    }

    private static String body(String email, Role role) {
        return JSON.writeValueAsString(Map.of("email", email, "name", "Invited", "role", role.key()));
    }

    private static String nextEmail() {
        return "person" + NEXT.incrementAndGet() + "@acme.example";
    }

    private Answer accept(String token, String password, @Nullable String name) {
        Map<String, String> body =
                name == null ? Map.of("password", password) : Map.of("password", password, "name", name);
        return nobody.post("/api/v1/auth/invitations/" + token, JSON.writeValueAsString(body));
    }

    private Answer change(String id, String body) {
        return admin.with("If-Match", "*").send("PATCH", USERS + "/" + id, body);
    }

    private JsonNode read(String id) {
        return admin.get(USERS + "/" + id).json();
    }

    private Answer login(String email, String password) {
        return nobody.post("/api/v1/auth/login", JSON.writeValueAsString(Map.of("email", email, "password", password)));
    }

    private static String token(Answer invited) {
        String link = invited.json().path("link").asString();
        return link.substring(link.indexOf('#') + 1);
    }

    private static String id(Answer invited) {
        return invited.json().at("/user/id").asString();
    }

    private static List<Integer> atOnce(List<? extends java.util.function.Supplier<Answer>> calls) {
        return calls.stream()
                .map(call -> CompletableFuture.supplyAsync(() -> call.get().status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }
}
