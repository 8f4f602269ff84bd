package io.joblane.job;

import io.joblane.shared.TimeWindow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One agent who goes, or was to go, to a job.
 *
 * @param active whether it holds the agent's time
 * @param during approach, work and margin: in which the agent can do nothing else
 * @param method {@code automatic} for an accepted offer, {@code manual} by the office, {@code override} past a rule
 * @param confirmed false while the agent has to say whether a changed time suits
 */
public record JobAssignment(
        UUID id,
        UUID jobId,
        UUID agentId,
        @Nullable UUID offerId,
        JobAssignmentStatus status,
        boolean active,
        TimeWindow during,
        String method,
        boolean confirmed,
        String assignedBy,
        Instant assignedAt,
        @Nullable Instant checkedInAt,
        @Nullable Instant checkedOutAt,
        @Nullable Instant releasedAt,
        @Nullable String reason) {}
