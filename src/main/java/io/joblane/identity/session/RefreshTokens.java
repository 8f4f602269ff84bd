package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.IdentitySettings;
import io.joblane.shared.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens, of which only the hash is kept. Each is good for one use and hands over to its successor; all that follow
 * from one log-in are a family and end with it. A token that comes a second time was copied, so its family ends at once.
 */
@Component
class RefreshTokens {
    private static final int BYTES = 32;

    private final ControlDatabase control;
    private final Clock clock;
    private final Duration sessionLife;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(ControlDatabase control, IdentitySettings settings, Clock clock) {
        this.control = control;
        this.clock = clock;
        this.sessionLife = settings.sessionLife();
    }

    /** A token as the client gets it. */
    record Issued(String token, UUID family) {}

    /** A token in place of one that is used up now. */
    record Rotated(UUID userId, Issued issued) {}

    /** The first token of a new family, whose id it shares. */
    Issued begin(UUID userId) {
        UUID family = Ids.next();
        return insert(family, family, userId, clock.instant().plus(sessionLife));
    }

    /** Empty where the token is unknown, expired, revoked or was used before. */
    Optional<Rotated> rotate(String token) {
        byte[] hash = hash(token);
        return control.inTransaction(() -> {
            Optional<UUID> family = control.jdbc()
                    .sql("SELECT family FROM refresh_token WHERE token_hash = :hash")
                    .param("hash", hash)
                    .query(UUID.class)
                    .optional();
            if (family.isEmpty()) {
                return Optional.empty();
            }
            // One at a time in a family: a revocation must see the successor that a rotation is about to write.
            control.jdbc()
                    .sql("SELECT id FROM refresh_token WHERE id = :family FOR UPDATE")
                    .param("family", family.get())
                    .query(UUID.class)
                    .list();
            Row row = read(hash);
            if (row.used()) {
                revoke(row.family());
                return Optional.empty();
            }
            if (row.revoked() || !row.expiresAt().isAfter(clock.instant())) {
                return Optional.empty();
            }
            control.jdbc()
                    .sql("UPDATE refresh_token SET used_at = :now WHERE id = :id")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("id", row.id())
                    .update();
            Issued next = insert(Ids.next(), row.family(), row.userId(), row.expiresAt());
            return Optional.of(new Rotated(row.userId(), next));
        });
    }

    void revoke(UUID family) {
        control.jdbc()
                .sql("UPDATE refresh_token SET revoked_at = :now WHERE family = :family AND revoked_at IS NULL")
                .param("now", Timestamp.from(clock.instant()))
                .param("family", family)
                .update();
    }

    private Issued insert(UUID id, UUID family, UUID userId, Instant expiresAt) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        control.jdbc()
                .sql("""
                        INSERT INTO refresh_token (id, family, user_id, token_hash, created_at, expires_at)
                        VALUES (:id, :family, :user, :hash, :now, :expires)
                        """)
                .param("id", id)
                .param("family", family)
                .param("user", userId)
                .param("hash", hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .param("expires", Timestamp.from(expiresAt))
                .update();
        return new Issued(token, family);
    }

    private Row read(byte[] hash) {
        return control.jdbc()
                .sql("""
                        SELECT id, family, user_id, expires_at, used_at IS NOT NULL AS used, revoked_at IS NOT NULL AS revoked
                        FROM refresh_token WHERE token_hash = :hash
                        """)
                .param("hash", hash)
                .query((row, number) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("family", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("used"),
                        row.getBoolean("revoked")))
                .single();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private record Row(UUID id, UUID family, UUID userId, Instant expiresAt, boolean used, boolean revoked) {}
}
