package io.joblane.visit;

import io.joblane.job.JobAssignmentStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one agent did at the site of a job.
 *
 * @param confirmed false while the agent has to say whether a changed time suits
 * @param metres how far from the site the check-in was; null without a position
 * @param outside whether the check-in was away from the site, or from a phone that did not know where it was
 * @param reason why, in the agent's words
 */
public record VisitView(
        UUID assignmentId,
        UUID agentId,
        String agentName,
        JobAssignmentStatus status,
        boolean confirmed,
        @Nullable Instant checkedInAt,
        @Nullable Double lat,
        @Nullable Double lng,
        @Nullable Integer metres,
        boolean outside,
        @Nullable String reason,
        @Nullable Instant checkedOutAt,
        @Nullable String workNotes,
        int photos,
        boolean signed) {}
