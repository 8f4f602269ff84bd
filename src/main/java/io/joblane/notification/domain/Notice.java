package io.joblane.notification.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of the ledger as people read it.
 *
 * @param detail why it was not sent, where it was not
 */
public record Notice(
        UUID id,
        String event,
        String recipientKind,
        UUID recipientId,
        @Nullable UUID bookingId,
        @Nullable UUID assignmentId,
        String channel,
        String state,
        String title,
        String body,
        @Nullable String detail,
        Instant createdAt,
        @Nullable Instant readAt) {}
