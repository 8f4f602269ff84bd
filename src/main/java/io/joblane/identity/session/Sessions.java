package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.shared.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Log-in, refresh and log-out. */
@Service
public class Sessions {
    private final ControlDatabase control;
    private final Users users;
    private final PasswordEncoder passwords;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final LoginBrake brake;
    private final String nobodysHash;

    Sessions(
            ControlDatabase control,
            Users users,
            PasswordEncoder passwords,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            LoginBrake brake) {
        this.control = control;
        this.users = users;
        this.passwords = passwords;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.brake = brake;
        this.nobodysHash = String.valueOf(passwords.encode(UUID.randomUUID().toString()));
    }

    /**
     * @param address where the request comes from
     * @throws Problem 401 {@code invalid_credentials}, the same and after the same time whether the e-mail address is known
     *     or not; 429 {@code too_many_attempts}
     */
    public Session login(String email, String password, String address) {
        String normal = email.trim().toLowerCase(Locale.ROOT);
        Optional<String> hash = hash(normal);
        boolean right = brake.check(
                normal, address, () -> passwords.matches(password, hash.orElse(nobodysHash)) && hash.isPresent());
        if (!right) {
            throw invalidCredentials();
        }
        User user = users.findByEmail(normal).orElseThrow(Sessions::invalidCredentials);
        return session(user, refreshTokens.begin(user.id()));
    }

    /**
     * Gives new tokens for a refresh token, which is then used up.
     *
     * @throws Problem 401 {@code invalid_refresh_token}; where it was used before, its whole session is over
     */
    public Session refresh(String refreshToken) {
        RefreshTokens.Rotated rotated = refreshTokens.rotate(refreshToken).orElseThrow(Sessions::invalidRefreshToken);
        User user = users.find(rotated.userId()).orElseThrow(Sessions::invalidRefreshToken);
        return session(user, rotated.issued());
    }

    /** Ends the session: its refresh token is worth nothing from now on. */
    public void logout(UUID session) {
        refreshTokens.revoke(session);
    }

    private Session session(User user, RefreshTokens.Issued refresh) {
        return new Session(accessTokens.issue(user, refresh.family()), refresh.token(), accessTokens.life(), user);
    }

    private Optional<String> hash(String email) {
        return control.jdbc().sql("""
                        SELECT password_hash FROM app_user
                        WHERE lower(email) = :email AND active AND deleted_at IS NULL
                        """).param("email", email).query(String.class).optional();
    }

    private static Problem invalidCredentials() {
        return Problem.unauthorized(
                "invalid_credentials", "E-mail address or password is wrong. Check both, then try again.");
    }

    private static Problem invalidRefreshToken() {
        return Problem.unauthorized("invalid_refresh_token", "The session is over. Log in again.");
    }
}
