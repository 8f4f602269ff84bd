package io.joblane.job.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the decision says of one agent.
 *
 * @param reason {@code eligible}, or the first thing that speaks against them: {@code unavailable}, {@code away},
 *     {@code not_set}, {@code skills}, {@code certificates}, {@code booked}, {@code rest}, {@code too_far}
 */
public record EligibleAgent(
        UUID agentId, boolean eligible, String reason, @Nullable Double distanceKm) {}
