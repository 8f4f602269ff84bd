package io.joblane.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as a client sends it.
 *
 * @param messageId the client's own id of it: what comes twice is kept once
 * @param writtenAt when the person wrote it, which may be long ago on a phone without a network; null for now
 */
public record Letter(UUID messageId, String text, @Nullable Instant writtenAt) {}
