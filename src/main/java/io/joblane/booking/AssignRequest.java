package io.joblane.booking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who shall go.
 *
 * @param method automatic requests count only while the booking waits for an agent; the others also take it from the agent it has
 * @param round which automatic search it came from, 1 for the first
 * @param reason why, required for an override
 */
public record AssignRequest(
        UUID bookingId,
        UUID agentId,
        UUID vehicleId,
        AssignmentMethod method,
        int round,
        @Nullable UUID decisionId,
        @Nullable String reason) {}
