package io.joblane.identity.session;

import java.time.Instant;
import java.util.UUID;

/**
 * One of somebody's open sessions.
 *
 * @param refreshedAt when it last got new tokens
 */
public record SessionView(
        UUID id, String address, String userAgent, Instant createdAt, Instant refreshedAt, Instant expiresAt) {}
