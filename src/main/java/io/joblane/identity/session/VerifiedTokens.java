package io.joblane.identity.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Access tokens whose signature was found good, until they end: checking one costs about a third of a millisecond of
 * processor time, and the same token comes with every request. Kept by their hash, so that how long a look-up takes says
 * nothing about a token.
 */
final class VerifiedTokens {
    private static final int MANY = 10_000;

    private final Map<ByteBuffer, Jwt> byHash = new ConcurrentHashMap<>();

    /** Null for a token that was not seen before, or has ended. */
    @Nullable Jwt find(String token, Instant now) {
        Jwt known = byHash.get(hash(token));
        return known != null && isGood(known, now) ? known : null;
    }

    void add(String token, Jwt verified, Instant now) {
        if (byHash.size() >= MANY) {
            byHash.values().removeIf(old -> !isGood(old, now));
        }
        if (byHash.size() < MANY) {
            byHash.put(hash(token), verified);
        }
    }

    private static boolean isGood(Jwt token, Instant now) {
        return now.isBefore(Objects.requireNonNull(token.getExpiresAt(), "Every access token ends"));
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
