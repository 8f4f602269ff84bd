package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
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

    String begin(UUID userId) {
        String token = RandomToken.make();
        control.jdbc()
                .sql("""
                        INSERT INTO login_challenge (id, user_id, token_hash, created_at, expires_at)
                        VALUES (:id, :user, :hash, :now, :expires)
                        """)
                .param("id", Ids.next())
                .param("user", userId)
                .param("hash", RandomToken.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .param("expires", Timestamp.from(clock.instant().plus(LIFE)))
                .update();
        return token;
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
     * @return the person, where the challenge was open and the code right; it is then used up
     */
    Optional<UUID> answer(String token, Predicate<UUID> check) {
        return control.inTransaction(() -> {
            Optional<UUID> userId = control.jdbc()
                    .sql("UPDATE login_challenge SET attempts = attempts + 1 WHERE token_hash = :hash AND " + OPEN
                            + " RETURNING user_id")
                    .param("hash", RandomToken.hash(token))
                    .param("now", Timestamp.from(clock.instant()))
                    .param("most", ATTEMPTS)
                    .query(UUID.class)
                    .optional()
                    .filter(check);
            userId.ifPresent(id -> control.jdbc()
                    .sql("UPDATE login_challenge SET used_at = :now WHERE token_hash = :hash")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("hash", RandomToken.hash(token))
                    .update());
            return userId;
        });
    }

    private static final String OPEN = "used_at IS NULL AND expires_at > :now AND attempts < :most";
}
