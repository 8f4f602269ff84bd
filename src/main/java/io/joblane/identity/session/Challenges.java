package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Passwords;
import io.joblane.secret.RandomToken;
import io.joblane.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Log-ins whose password was right and that wait for a code: good for one success, some attempts and a few minutes. */
@Component
class Challenges {
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 5;

    private final ControlDatabase control;
    private final Clock clock;

    Challenges(ControlDatabase control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Empty where the person has chosen another password meanwhile. */
    Optional<String> begin(Passwords.Proof proof) {
        String token = RandomToken.make();
        int begun = control.jdbc()
                .sql("""
                        INSERT INTO login_challenge (id, user_id, password_version, token_hash, created_at, expires_at)
                        SELECT :id::uuid, u.id, u.password_version, :hash, :now, :expires
                        FROM app_user u WHERE u.id = :user AND u.password_version = :version FOR SHARE
                        """)
                .param("id", Ids.next())
                .param("user", proof.userId())
                .param("version", proof.version())
                .param("hash", RandomToken.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .param("expires", Timestamp.from(clock.instant().plus(LIFE)))
                .update();
        return begun == 1 ? Optional.of(token) : Optional.empty();
    }

    /** Whose log-in waits; empty where none does, or no longer. */
    Optional<UUID> find(String token) {
        return control.jdbc()
                .sql("SELECT user_id FROM login_challenge WHERE token_hash = :hash AND " + OPEN)
                .param("hash", RandomToken.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .param("most", ATTEMPTS)
                .query(UUID.class)
                .optional();
    }

    /**
     * Takes one attempt, whatever comes of it; of two at once, one waits.
     *
     * @param check whether the code is this person's
     * @return what the log-in had proven, where the challenge was open and the code right; it is then used up
     */
    Optional<Passwords.Proof> answer(String token, Predicate<UUID> check) {
        return control.inTransaction(() -> {
            Optional<Passwords.Proof> proof = control.jdbc()
                    .sql("UPDATE login_challenge SET attempts = attempts + 1 WHERE token_hash = :hash AND " + OPEN
                            + " RETURNING user_id, password_version")
                    .param("hash", RandomToken.hash(token))
                    .param("now", Timestamp.from(clock.instant()))
                    .param("most", ATTEMPTS)
                    .query((row, number) ->
                            new Passwords.Proof(row.getObject("user_id", UUID.class), row.getInt("password_version")))
                    .optional()
                    .filter(waiting -> check.test(waiting.userId()));
            proof.ifPresent(right -> control.jdbc()
                    .sql("UPDATE login_challenge SET used_at = :now WHERE token_hash = :hash")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("hash", RandomToken.hash(token))
                    .update());
            return proof;
        });
    }

    private static final String OPEN = "used_at IS NULL AND expires_at > :now AND attempts < :most";
}
