package io.joblane.support.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent reports; at most one of booking and job. */
public record IssueReport(
        IssueKind kind,
        IssueUrgency urgency,
        String text,
        @Nullable UUID bookingId,
        @Nullable UUID jobId) {}
