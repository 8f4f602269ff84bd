package io.joblane.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A thread as one side sees it.
 *
 * @param reference of the booking or job that it is about
 * @param lastNumber the number of its newest message
 * @param lastText that message's text
 * @param read up to which number this side has read
 * @param unread how many messages of the other side lie behind that
 * @param readByOther up to which number the other side has read
 */
public record ThreadView(
        UUID id,
        UUID agentId,
        String agentName,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        @Nullable String reference,
        int lastNumber,
        Side lastSender,
        String lastText,
        Instant lastAt,
        int read,
        int unread,
        int readByOther) {}
