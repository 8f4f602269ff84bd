package io.joblane.identity.session;

import io.joblane.identity.User;
import java.time.Duration;

/**
 * What a log-in or a refresh gives.
 *
 * @param life how long the access token is good for
 */
public record Session(String accessToken, String refreshToken, Duration life, User user) {
    /** Tokens are in no log. */
    @Override
    public String toString() {
        return "Session of " + user.id();
    }
}
