package io.joblane.support.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which issues are looked for; what is null does not matter. */
public record IssueFilter(
        @Nullable UUID agentId,
        @Nullable IssueStatus status,
        @Nullable IssueKind kind,
        @Nullable UUID bookingId,
        @Nullable UUID jobId) {
    static IssueFilter ofAgent(UUID agentId) {
        return new IssueFilter(agentId, null, null, null, null);
    }
}
