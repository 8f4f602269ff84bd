package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.identity.session.LoginTrail.What;
import io.joblane.secret.Secrets;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** Who logged in, who could not, and how it ended, as the audit trail has it. */
class LoginTrailTests {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final WebTestServer server = WebTestServer.shared();
    private final ControlDatabase control = server.bean(ControlDatabase.class);
    private final JsonMapper json = new JsonMapper();

    private record Entry(
            String action,
            @Nullable UUID actor,
            String actorName,
            @Nullable String address,
            @Nullable String company,
            String changes,
            @Nullable String request) {}

    @Test
    void aLoginAndItsEndAreNotedUnderThePerson() {
        String email = someone();
        UUID id = idOf(email);
        ApiClient client = server.client().login(email, WebTestServer.PASSWORD);
        assertThat(client.post("/api/v1/auth/logout", null).status()).isEqualTo(204);
        server.client().login(email, WebTestServer.PASSWORD);
        ApiClient last = server.client().login(email, WebTestServer.PASSWORD);
        assertThat(last.post("/api/v1/auth/logout-everywhere", null).status()).isEqualTo(204);

        List<Entry> entries = entries(id.toString());

        assertThat(entries)
                .extracting(Entry::action)
                .containsExactly("log_in", "log_out", "log_in", "log_in", "log_out_everywhere");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo(id);
            assertThat(entry.actorName()).contains("Someone");
            assertThat(entry.address()).isEqualTo("127.0.0.1");
            assertThat(entry.company()).isEqualTo("acme");
            assertThat(entry.request()).isNotEmpty();
        });
        assertThat(entries.get(0).changes()).contains("session");
        assertThat(entries.get(4).changes()).isEqualTo("{\"sessions\": 2}");
    }

    @Test
    void aFailureIsNotedUnderThePersonWhoseAddressWasTyped() {
        String email = someone();
        login(email, "not the password");

        Entry failed = entries(idOf(email).toString()).get(0);
        assertThat(failed.action()).isEqualTo("log_in_failed");
        assertThat(failed.actor()).isNull();
        assertThat(failed.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void whatIsNobodysAddressIsKeptAsAKeyedHash() {
        String typed = "my-pass-word-by-mistake-" + UUID.randomUUID();
        login(typed, "x".repeat(12));
        login(typed.toUpperCase(java.util.Locale.ROOT), "x".repeat(12));

        String known = "nobody " + server.bean(Secrets.class).pseudonym("log-in", typed);
        assertThat(entries(known)).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("log_in_failed");
            assertThat(entry.company()).isNull();
        });
        assertThat(control.jdbc()
                        .sql(
                                "SELECT count(*) FROM audit_entry WHERE (entity_id || changes::text || actor_name) ILIKE ?")
                        .param("%by-mistake%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anOldRefreshTokenAndAWrongCodeAreNoted() {
        String email = someone();
        UUID id = idOf(email);
        String first =
                login(email, WebTestServer.PASSWORD).json().path("refreshToken").asString();
        refresh(first);
        refresh(first);
        server.bean(LoginBrake.class).check(LoginBrake.Kind.CODE, id.toString(), "10.77.0.1", Optional::empty);

        assertThat(entries(id.toString()))
                .extracting(Entry::action)
                .containsExactly("log_in", "refresh_token_reused", "second_factor_failed");
    }

    @Test
    void whoBelongsToSeveralCompaniesIsThePlatformsBusiness() {
        server.client().login("both@acme.example", WebTestServer.PASSWORD);

        assertThat(entries(idOf("both@acme.example").toString()))
                .extracting(Entry::company)
                .containsOnlyNulls();
    }

    @Test
    void afterSoManyInAnHourOneEntrySaysThatMoreCame() {
        LoginTrail few = new LoginTrail(control, server.bean(Secrets.class), json, 3, 1_000_000);
        UUID person = idOf(someone());
        for (int i = 0; i < 20; i++) {
            few.note(What.LOG_OUT, person, Map.of("session", i));
        }

        List<Entry> entries = entries(person.toString());
        assertThat(entries).hasSize(4);
        assertThat(entries.get(2).changes()).doesNotContain("further");
        assertThat(entries.get(3).changes()).contains("furtherInThisHour");
        assertThat(control.jdbc()
                        .sql("SELECT noted || ' ' || left_out FROM login_entries WHERE of_whom = ?")
                        .param(person.toString())
                        .query(String.class)
                        .single())
                .isEqualTo("3 17");
    }

    @Test
    void failuresOfAllTogetherAreBoundedToo() {
        int before = failures();
        LoginTrail few = new LoginTrail(control, server.bean(Secrets.class), json, 3, 0);
        for (int i = 0; i < 20; i++) {
            few.failed(What.LOG_IN_FAILED, "nobody" + i + "-" + UUID.randomUUID() + "@x.example");
        }

        assertThat(failures() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void theApplicationWritesNoEntriesOfAnotherKind() {
        assertThatThrownBy(() -> control.jdbc()
                        .sql("CALL note_login('create', NULL, 'a', 'b', '{}', 10)")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    private int failures() {
        return control.jdbc()
                .sql("SELECT count(*) FROM audit_entry WHERE entity = 'login' AND action = 'log_in_failed'"
                        + " AND entity_id LIKE 'nobody %'")
                .query(Integer.class)
                .single();
    }

    private String someone() {
        String email = "trail" + NEXT.incrementAndGet() + "@acme.example";
        server.bean(Users.class)
                .seed(List.of(new NewUser(email, "Someone", "acme", Role.DISPATCHER)), WebTestServer.PASSWORD);
        return email;
    }

    private UUID idOf(String email) {
        return server.bean(Users.class).findByEmail(email).orElseThrow().id();
    }

    private Answer login(String email, String password) {
        return server.client()
                .post("/api/v1/auth/login", json.writeValueAsString(Map.of("email", email, "password", password)));
    }

    private void refresh(String token) {
        server.client().post("/api/v1/auth/refresh", json.writeValueAsString(Map.of("refreshToken", token)));
    }

    private List<Entry> entries(String id) {
        return control.jdbc()
                .sql("SELECT action, actor_id, actor_name, address, company, changes::text, request_id FROM audit_entry"
                        + " WHERE entity = 'login' AND entity_id = ? ORDER BY seq")
                .param(id)
                .query((row, number) -> new Entry(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)))
                .list();
    }
}
