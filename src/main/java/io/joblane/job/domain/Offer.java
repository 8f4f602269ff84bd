package io.joblane.job.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question to one agent whether they take the job.
 *
 * @param wave in which round of asking
 * @param distanceKm from the agent's home to the site, as the crow flies; null where no home is known
 */
public record Offer(
        UUID id,
        UUID jobId,
        UUID agentId,
        int wave,
        OfferStatus status,
        @Nullable Double distanceKm,
        Instant offeredAt,
        @Nullable Instant respondedAt,
        @Nullable String reason) {}
