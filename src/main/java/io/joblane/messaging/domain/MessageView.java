package io.joblane.messaging.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A message of a thread.
 *
 * @param number its place in the thread, from 1
 * @param messageId the id that its sender gave it
 * @param at when it arrived here
 */
public record MessageView(
        UUID id,
        UUID threadId,
        int number,
        Side sender,
        String senderName,
        UUID messageId,
        String text,
        Instant writtenAt,
        Instant at) {}
