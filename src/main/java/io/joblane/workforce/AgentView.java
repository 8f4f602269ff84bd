package io.joblane.workforce;

import io.joblane.shared.Geo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent as other modules see one.
 *
 * @param userId the login of the agent; null where they have none
 * @param rating the mean of all ratings, 0 without any
 */
public record AgentView(
        UUID id,
        @Nullable UUID userId,
        String name,
        String email,
        String phone,
        AgentStatus status,
        @Nullable Geo position,
        @Nullable Instant positionAt,
        @Nullable UUID currentVehicleId,
        BigDecimal rating,
        int ratingCount,
        int tripCount,
        int version) {}
