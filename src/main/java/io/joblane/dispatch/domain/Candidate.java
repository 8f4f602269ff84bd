package io.joblane.dispatch.domain;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent who could go, with the facts that the decision {@code dispatchScoring} may use. The component names are the
 * names in the decision; docs/bpmn-styleguide.md says how a table uses them.
 *
 * @param rating 0..5, 0 without ratings
 * @param distanceKm great circle from the agent's position (home, where unknown) to the pickup
 * @param positionAgeMinutes since the position was reported; null for the home position
 * @param vehicleMatch {@code current} where the agent's own vehicle fits, {@code other} where another one must be fetched
 * @param preferred whether this booking asks for this agent
 */
record Candidate(
        UUID agentId,
        UUID vehicleId,
        BigDecimal rating,
        int ratingCount,
        int tripCount,
        int tripsToday,
        double distanceKm,
        @Nullable Integer positionAgeMinutes,
        String vehicleMatch,
        int spareSeats,
        int spareLuggage,
        boolean preferred) {}
