package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Passwords;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.identity.factor.SecondFactors;
import io.joblane.shared.Problem;
import io.joblane.testing.WebTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class SessionsTests {
    private static final Caller CALLER = new Caller("10.0.0.1", "test");

    private final WebTestServer server = WebTestServer.shared();
    private final Users users = server.bean(Users.class);

    /** What takes the time is the check of a hash, so it must happen for everybody, with a hash of equal cost. */
    @Test
    void whoeverIsAskedForCostsOnePasswordCheck() {
        UUID inactive = users.create("inactive@acme.example", "Inactive", WebTestServer.PASSWORD);
        UUID invited = users.create("no-password@acme.example", "Invited", WebTestServer.PASSWORD);
        ControlDatabase control = server.bean(ControlDatabase.class);
        control.jdbc()
                .sql("UPDATE app_user SET active = false WHERE id = ?")
                .param(inactive)
                .update();
        control.jdbc()
                .sql("UPDATE app_user SET password_hash = NULL WHERE id = ?")
                .param(invited)
                .update();
        Watched watched = new Watched(server.bean(PasswordEncoder.class));
        Sessions sessions = sessions(new Passwords(control, watched));

        for (String email : List.of(
                "manager@acme.example",
                "nobody-here@acme.example",
                "inactive@acme.example",
                "no-password@acme.example")) {
            for (String password : List.of("wrong password", WebTestServer.PASSWORD + " ")) {
                assertThatThrownBy(() -> sessions.login(email, password, CALLER))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.toString())
                                        .isEqualTo(
                                                "401 invalid_credentials: E-mail address or password is wrong. Check both, then try again."));
            }
        }
        assertThatThrownBy(() -> sessions.login("inactive@acme.example", WebTestServer.PASSWORD, CALLER))
                .isInstanceOf(Problem.class);

        assertThat(watched.hashes)
                .hasSize(9)
                .allSatisfy(hash -> assertThat(hash).startsWith("{bcrypt}$2a$04$"));
    }

    @Test
    void aHashOfLowerCostIsReplacedAtTheNextLogin() {
        UUID id = users.create("cheap@acme.example", "Cheap", WebTestServer.PASSWORD);
        PasswordEncoder dearer =
                new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(5)));
        Sessions sessions = sessions(new Passwords(server.bean(ControlDatabase.class), dearer));
        assertThat(hashOf(id)).startsWith("{bcrypt}$2a$04$");

        sessions.login("cheap@acme.example", WebTestServer.PASSWORD, CALLER);

        assertThat(hashOf(id)).startsWith("{bcrypt}$2a$05$");
        sessions.login("cheap@acme.example", WebTestServer.PASSWORD, CALLER);
        assertThatThrownBy(() -> sessions.login("cheap@acme.example", "wrong password", CALLER))
                .isInstanceOf(Problem.class);
    }

    private String hashOf(UUID id) {
        return server.bean(ControlDatabase.class)
                .jdbc()
                .sql("SELECT password_hash FROM app_user WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private Sessions sessions(Passwords passwords) {
        return new Sessions(
                server.bean(ControlDatabase.class),
                users,
                passwords,
                server.bean(SecondFactors.class),
                server.bean(AccessTokens.class),
                server.bean(RefreshTokens.class),
                server.bean(LoginSessions.class),
                server.bean(Challenges.class),
                server.bean(LoginBrake.class));
    }

    @Test
    void seedingHashesOnceAndChangesNobodyWhoExists() {
        List<NewUser> some = List.of(
                new NewUser("seed1@acme.example", "One", "acme", Role.AGENT),
                new NewUser("Seed2@acme.example", "Two", "acme", Role.AGENT));
        Map<String, UUID> first = users.seed(some, "first password");
        Map<String, UUID> again = users.seed(some, "second password");

        assertThat(again).isEqualTo(first).containsOnlyKeys("seed1@acme.example", "seed2@acme.example");
        assertThat(server.bean(ControlDatabase.class)
                        .jdbc()
                        .sql("SELECT count(DISTINCT password_hash) FROM app_user WHERE email LIKE 'seed_@acme.example'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(server.client().login("seed2@acme.example", "first password"))
                .isNotNull();
        assertThat(users.find(first.get("seed1@acme.example")).orElseThrow().memberships())
                .hasSize(1);
    }

    @Test
    void anAddressIsTakenInWhateverCase() {
        assertThatThrownBy(() -> users.create("ADMIN@acme.example", "Again", "long enough"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("email_taken"));
        assertThatThrownBy(() -> users.create("no address", "X", "long enough"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("invalid_email"));
        assertThatThrownBy(() -> users.create("x@y.example", "X", "short"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("invalid_password"));
    }

    private static final class Watched implements PasswordEncoder {
        private final PasswordEncoder real;
        private final List<String> hashes = new ArrayList<>();

        Watched(PasswordEncoder real) {
            this.real = real;
        }

        @Override
        public String encode(CharSequence password) {
            return real.encode(password);
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            hashes.add(hash);
            return real.matches(password, hash);
        }
    }

    @Test
    void whatWasProvenWithAnEarlierPasswordBeginsNothing() {
        Passwords known = server.bean(Passwords.class);
        LoginSessions sessions = server.bean(LoginSessions.class);
        Challenges challenges = server.bean(Challenges.class);
        Caller caller = new Caller("192.0.2.1", "test");
        UUID id = server.bean(Users.class).create("raced@acme.example", "Raced", WebTestServer.PASSWORD);
        Passwords.Proof proof =
                known.check("raced@acme.example", WebTestServer.PASSWORD).orElseThrow();
        assertThat(sessions.begin(proof, caller)).isPresent();
        String waiting = challenges.begin(proof).orElseThrow();

        known.replace(id, known.hash("another password"));

        assertThat(sessions.begin(proof, caller)).isEmpty();
        assertThat(challenges.begin(proof)).isEmpty();
        assertThat(challenges.find(waiting)).isEmpty();
        assertThat(sessions.begin(
                        known.check("raced@acme.example", "another password").orElseThrow(), caller))
                .isPresent();
    }
}
