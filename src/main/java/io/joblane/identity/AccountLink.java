package io.joblane.identity;

import java.time.Instant;

/**
 * A link that lets whoever has it act once for a person: it belongs to that person only, and in no log of a production
 * system.
 *
 * @param email whose it is
 */
public record AccountLink(Kind kind, String email, String url, Instant expiresAt) {
    /** What the link is for. */
    public enum Kind {
        INVITATION,
        PASSWORD_RESET
    }

    /** Without the link. */
    @Override
    public String toString() {
        return kind + " for " + email;
    }
}
