package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.shared.Problem;
import io.joblane.testing.WebTestServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class SessionsTests {
    private final WebTestServer server = WebTestServer.shared();
    private final Users users = server.bean(Users.class);

    /** What takes the time is the check of a hash, so it must happen for an unknown address too, with a hash of equal cost. */
    @Test
    void anUnknownAddressCostsOnePasswordCheckAsAKnownOneDoes() {
        Watched passwords = new Watched(server.bean(PasswordEncoder.class));
        Sessions sessions = new Sessions(
                server.bean(ControlDatabase.class),
                users,
                passwords,
                server.bean(AccessTokens.class),
                server.bean(RefreshTokens.class),
                new LoginBrake(Clock.systemUTC()));

        for (String email : List.of("manager@acme.example", "nobody-here@acme.example")) {
            assertThatThrownBy(() -> sessions.login(email, "wrong password", "10.0.0.1"))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("invalid_credentials"));
        }

        assertThat(passwords.hashes).hasSize(2);
        assertThat(passwords.hashes.get(1))
                .startsWith(passwords.hashes.get(0).substring(0, "{bcrypt}$2a$04$".length()));
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
}
