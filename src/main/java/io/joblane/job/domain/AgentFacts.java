package io.joblane.job.domain;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the decision {@code agentEligibility} may know of an agent, for one job. The component names are the names in its table.
 *
 * @param availability on the day of the work: available, unavailable, away, not_set
 * @param skills ok, missing
 * @param certificates ok, missing, expired; on the day of the work
 * @param located yes, or no where neither a home nor a position is known
 * @param distanceKm from home, else from where the phone was last, to the site, as the crow flies
 * @param booked yes where a trip or another job lies in the job's window
 * @param restHours to the nearest trip or job before or after; null where none is near
 * @param rating 0..5, 0 without ratings
 */
record AgentFacts(
        UUID agentId,
        String availability,
        String skills,
        String certificates,
        String located,
        @Nullable Double distanceKm,
        String booked,
        @Nullable Double restHours,
        BigDecimal rating,
        int ratingCount) {}
