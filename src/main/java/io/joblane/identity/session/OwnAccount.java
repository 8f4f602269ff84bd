package io.joblane.identity.session;

import io.joblane.identity.Passwords;
import io.joblane.identity.User;
import io.joblane.identity.factor.Enrolment;
import io.joblane.identity.factor.SecondFactors;
import io.joblane.identity.session.LoginBrake.Kind;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * What somebody changes about how they log in. A stolen session is not enough for it: the password is asked again, and
 * guesses count as at log-in. A change ends the person's other sessions.
 */
@Service
public class OwnAccount {
    private final Passwords passwords;
    private final SecondFactors factors;
    private final LoginSessions sessions;
    private final LoginBrake brake;

    OwnAccount(Passwords passwords, SecondFactors factors, LoginSessions sessions, LoginBrake brake) {
        this.passwords = passwords;
        this.factors = factors;
        this.sessions = sessions;
        this.brake = brake;
    }

    /**
     * @param session the one that goes on
     * @throws Problem 403 {@code wrong_password}, 400 {@code invalid_password}, {@code guessable_password}, 429
     */
    public void changePassword(User user, UUID session, String current, String next, Caller caller) {
        Passwords.require(next, user.email(), user.name());
        requirePassword(user, current, caller);
        passwords.replace(user.id(), passwords.hash(next));
        sessions.endAll(user.id(), session);
    }

    /** @throws Problem 403 {@code wrong_password}, 409 {@code second_factor_exists}, 429 */
    public Enrolment beginSecondFactor(User user, String password, Caller caller) {
        requirePassword(user, password, caller);
        return factors.enrol(user.id(), user.email());
    }

    /**
     * @param session the one that goes on
     * @return the recovery codes
     * @throws Problem 403 {@code wrong_code}, 409 {@code second_factor_not_begun}, 429
     */
    public List<String> confirmSecondFactor(User user, UUID session, String code, Caller caller) {
        List<String> codes = brake.check(
                        Kind.CODE, user.id().toString(), caller.address(), () -> factors.confirm(user.id(), code))
                .orElseThrow(OwnAccount::wrongCode);
        sessions.endAll(user.id(), session);
        return codes;
    }

    /** @throws Problem 403 {@code wrong_password}, {@code wrong_code}, 429 */
    public void removeSecondFactor(User user, UUID session, String password, String code, Caller caller) {
        requirePassword(user, password, caller);
        boolean right = brake.check(
                        Kind.CODE,
                        user.id().toString(),
                        caller.address(),
                        () -> Optional.of(code).filter(given -> factors.accept(user.id(), given)))
                .isPresent();
        if (!right) {
            throw wrongCode();
        }
        factors.remove(user.id());
        sessions.endAll(user.id(), session);
    }

    private void requirePassword(User user, String password, Caller caller) {
        boolean right = brake.check(
                        Kind.PASSWORD,
                        user.email(),
                        caller.address(),
                        () -> Optional.of(password).filter(given -> passwords.isOf(user.id(), given)))
                .isPresent();
        if (!right) {
            throw Problem.forbidden("wrong_password", "That is not your current password. Check it, then try again.");
        }
    }

    private static Problem wrongCode() {
        return Problem.forbidden(
                "wrong_code", "The code is wrong, or was used already. Wait for the next one, then try again.");
    }
}
