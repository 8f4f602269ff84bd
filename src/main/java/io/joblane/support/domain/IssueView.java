package io.joblane.support.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An issue as people read it.
 *
 * @param escalatedBy the id of the user who escalated it, or {@code system} where the time was over
 * @param endedBy the id of the user who resolved or withdrew it
 * @param resolution what came of it, as the agent is told
 */
public record IssueView(
        UUID id,
        UUID agentId,
        String agentName,
        IssueKind kind,
        IssueUrgency urgency,
        String text,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        IssueStatus status,
        Instant reportedAt,
        @Nullable Instant escalatedAt,
        @Nullable String escalatedBy,
        @Nullable String escalationReason,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String resolution,
        int version) {}
