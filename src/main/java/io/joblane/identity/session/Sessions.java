package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Passwords;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.identity.factor.SecondFactors;
import io.joblane.identity.session.LoginBrake.Kind;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Log-in, refresh and log-out. */
@Service
public class Sessions {
    private final ControlDatabase control;
    private final Users users;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final LoginSessions kept;
    private final Challenges challenges;
    private final LoginBrake brake;

    Sessions(
            ControlDatabase control,
            Users users,
            Passwords passwords,
            SecondFactors factors,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            LoginSessions kept,
            Challenges challenges,
            LoginBrake brake) {
        this.control = control;
        this.users = users;
        this.passwords = passwords;
        this.factors = factors;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.kept = kept;
        this.challenges = challenges;
        this.brake = brake;
    }

    /**
     * @throws Problem 401 {@code invalid_credentials}, the same and after the same time whether the e-mail address is known
     *     or not; 401 {@code second_factor_required} with a challenge for {@link #answer}; 429 {@code too_many_attempts}
     */
    public Session login(String email, String password, Caller caller) {
        String normal = email.trim().toLowerCase(Locale.ROOT);
        Passwords.Proof proof = brake.check(
                        Kind.PASSWORD, normal, caller.address(), () -> passwords.check(normal, password))
                .orElseThrow(Sessions::invalidCredentials);
        User user = users.find(proof.userId()).orElseThrow(Sessions::invalidCredentials);
        if (user.secondFactor()) {
            throw Problem.unauthorized(
                            "second_factor_required",
                            "Send the code of your authenticator, or a recovery code, with this challenge to POST /api/v1/auth/second-factor.")
                    .with("secondFactorRequired", true)
                    .with("challenge", challenges.begin(proof).orElseThrow(Sessions::invalidCredentials))
                    .with("expiresIn", Challenges.LIFE.toSeconds());
        }
        return begin(user, proof, caller).orElseThrow(Sessions::invalidCredentials);
    }

    /**
     * Completes a log-in that waits for its second factor.
     *
     * @param code of the authenticator, or a recovery code
     * @throws Problem 401 {@code invalid_challenge}, {@code invalid_code}; 429 {@code too_many_attempts}
     */
    public Session answer(String challenge, String code, Caller caller) {
        UUID waiting = challenges.find(challenge).orElseThrow(Sessions::invalidChallenge);
        Passwords.Proof proof = brake.check(
                        Kind.CODE,
                        waiting.toString(),
                        caller.address(),
                        () -> challenges.answer(challenge, user -> factors.accept(user, code)))
                .orElseThrow(() -> Problem.unauthorized(
                        "invalid_code",
                        "The code is wrong, or was used already. Wait for the next one, or take a recovery code."));
        User user = users.find(proof.userId()).orElseThrow(Sessions::invalidChallenge);
        return begin(user, proof, caller).orElseThrow(Sessions::invalidChallenge);
    }

    /**
     * Gives new tokens for a refresh token, which is then used up.
     *
     * @throws Problem 401 {@code invalid_refresh_token}; where it was used before, its whole session is over
     */
    public Session refresh(String refreshToken) {
        RefreshTokens.Rotated rotated = refreshTokens.rotate(refreshToken).orElseThrow(Sessions::invalidRefreshToken);
        User user = users.find(rotated.userId()).orElseThrow(Sessions::invalidRefreshToken);
        return session(user, rotated.session(), rotated.token());
    }

    /** Whether the session is this person's and goes on; costs no query. */
    public boolean isOpen(UUID session, UUID userId) {
        return kept.isOpen(session, userId);
    }

    /**
     * Ends the session: its tokens are worth nothing from now on.
     *
     * @return false where this person has no such session, or it was over
     */
    public boolean end(UUID session, UUID userId) {
        return kept.end(session, userId);
    }

    /** @param but the one that goes on; null to end every one */
    public void endAll(UUID userId, @Nullable UUID but) {
        kept.endAll(userId, but);
    }

    /**
     * The open ones, the newest first.
     *
     * @param before the last one of the page before, null for the first page
     */
    public List<SessionView> of(UUID userId, @Nullable UUID before, int limit) {
        return kept.of(userId, before, limit);
    }

    private Optional<Session> begin(User user, Passwords.Proof proof, Caller caller) {
        return control.inTransaction(
                () -> kept.begin(proof, caller).map(id -> session(user, id, refreshTokens.begin(id))));
    }

    private Session session(User user, UUID session, String refreshToken) {
        return new Session(accessTokens.issue(user, session), refreshToken, accessTokens.life(), user);
    }

    private static Problem invalidCredentials() {
        return Problem.unauthorized(
                "invalid_credentials", "E-mail address or password is wrong. Check both, then try again.");
    }

    private static Problem invalidChallenge() {
        return Problem.unauthorized(
                "invalid_challenge", "This log-in took too long or too many attempts. Log in again.");
    }

    private static Problem invalidRefreshToken() {
        return Problem.unauthorized("invalid_refresh_token", "The session is over. Log in again.");
    }
}
