package io.joblane.notification.recipient;

import java.time.Instant;
import java.util.UUID;

/**
 * A phone on which an agent gets push messages. Its token is never shown.
 *
 * @param seenAt when it last said that it is still there
 */
public record Device(UUID id, Platform platform, Instant registeredAt, Instant seenAt) {
    /** What kind of app. */
    public enum Platform {
        ANDROID,
        IOS,
        WEB
    }
}
