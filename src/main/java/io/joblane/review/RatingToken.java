package io.joblane.review;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret of a rating link, with its company in front: whoever opens it has no login that would name one. A company's
 * slug has no dot and neither has base64url.
 */
record RatingToken(String company, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static RatingToken create(String company) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RatingToken(company, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Optional<RatingToken> parse(String text) {
        int dot = text.indexOf('.');
        return dot < 1 || dot == text.length() - 1
                ? Optional.empty()
                : Optional.of(new RatingToken(text.substring(0, dot), text.substring(dot + 1)));
    }

    String text() {
        return company + "." + secret;
    }

    /** A plain hash is enough: 256 random bits cannot be guessed from it. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Never the secret: this may end in a log. */
    @Override
    public String toString() {
        return "rating link of " + company;
    }
}
