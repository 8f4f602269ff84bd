package io.joblane.booking;

import io.joblane.shared.TimeWindow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An assignment as other modules see it. */
public record AssignmentView(
        UUID id,
        UUID bookingId,
        UUID agentId,
        UUID vehicleId,
        AssignmentStatus status,
        boolean active,
        TimeWindow during,
        AssignmentMethod method,
        int round,
        @Nullable UUID decisionId,
        String assignedBy,
        Instant assignedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant completedAt,
        @Nullable String reason) {}
