package io.joblane.messaging.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which threads the office looks for.
 *
 * @param unread true: only those with messages that nobody in the office has read; false: only those without; null: all
 */
public record ThreadFilter(
        @Nullable Boolean unread,
        @Nullable UUID agentId,
        @Nullable UUID bookingId,
        @Nullable UUID jobId) {
    static ThreadFilter ofAgent(UUID agentId) {
        return new ThreadFilter(null, agentId, null, null);
    }
}
