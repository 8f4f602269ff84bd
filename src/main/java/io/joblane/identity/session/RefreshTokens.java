package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.session.LoginTrail.What;
import io.joblane.secret.RandomToken;
import io.joblane.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens, of which only the hash is kept. Each is good for one use and hands over to its successor; all that follow
 * from one log-in end with its session. A token that comes a second time was copied, so its session ends at once.
 */
@Component
class RefreshTokens {
    private final ControlDatabase control;
    private final LoginSessions sessions;
    private final Clock clock;

    RefreshTokens(ControlDatabase control, LoginSessions sessions, Clock clock) {
        this.control = control;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A token in place of one that is used up now. */
    record Rotated(UUID userId, UUID session, String token) {}

    /** The first token of a session. */
    String begin(UUID session) {
        return control.inTransaction(() -> {
            Family family = lock(session).orElseThrow();
            return insert(session, family.userId(), family.expiresAt());
        });
    }

    /** Empty where the token is unknown, expired or was used before, or its session is over. */
    Optional<Rotated> rotate(String token) {
        byte[] hash = RandomToken.hash(token);
        Optional<UUID> session = control.jdbc()
                .sql("SELECT family FROM refresh_token WHERE token_hash = :hash")
                .param("hash", hash)
                .query(UUID.class)
                .optional();
        return session.flatMap(id -> control.inTransaction(() -> rotate(hash, id)));
    }

    private Optional<Rotated> rotate(byte[] hash, UUID session) {
        Optional<Family> family = lock(session)
                .filter(found -> !found.ended() && found.expiresAt().isAfter(clock.instant()));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        UUID userId = family.get().userId();
        int used = control.jdbc()
                .sql("UPDATE refresh_token SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL")
                .param("now", Timestamp.from(clock.instant()))
                .param("hash", hash)
                .update();
        if (used == 0) {
            sessions.end(session, userId, What.REFRESH_TOKEN_REUSED);
            return Optional.empty();
        }
        control.jdbc()
                .sql("UPDATE login_session SET refreshed_at = :now WHERE id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", session)
                .update();
        return Optional.of(new Rotated(
                userId, session, insert(session, userId, family.get().expiresAt())));
    }

    private record Family(UUID userId, Instant expiresAt, boolean ended) {}

    /** One at a time in a session: who ends it must see the successor that a rotation is about to write. */
    private Optional<Family> lock(UUID session) {
        return control.jdbc()
                .sql(
                        "SELECT user_id, expires_at, ended_at IS NOT NULL AS ended FROM login_session WHERE id = :id FOR UPDATE")
                .param("id", session)
                .query((row, number) -> new Family(
                        row.getObject("user_id", UUID.class),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("ended")))
                .optional();
    }

    private String insert(UUID session, UUID userId, Instant expiresAt) {
        String token = RandomToken.make();
        control.jdbc()
                .sql("""
                        INSERT INTO refresh_token (id, family, user_id, token_hash, created_at, expires_at)
                        VALUES (:id, :family, :user, :hash, :now, :expires)
                        """)
                .param("id", Ids.next())
                .param("family", session)
                .param("user", userId)
                .param("hash", RandomToken.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .param("expires", Timestamp.from(expiresAt))
                .update();
        return token;
    }
}
