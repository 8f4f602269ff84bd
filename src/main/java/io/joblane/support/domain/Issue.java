package io.joblane.support.domain;

import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;

/** Something that an agent reported. A transition returns a changed copy and refuses an illegal move. */
record Issue(
        @Id UUID id,
        UUID agentId,
        IssueKind kind,
        IssueUrgency urgency,
        String text,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        IssueStatus status,
        @Nullable Instant escalatedAt,
        @Nullable String escalatedBy,
        @Nullable String escalationReason,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String resolution,
        @Embedded.Nullable @Nullable Audit audit,
        @Version @Nullable Integer version)
        implements Audited<Issue> {

    static Issue of(UUID agentId, IssueReport report) {
        return new Issue(
                Ids.next(),
                agentId,
                report.kind(),
                report.urgency(),
                report.text().strip(),
                report.bookingId(),
                report.jobId(),
                IssueStatus.OPEN,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** @param reason null where the time was over */
    Issue escalate(String by, Instant at, @Nullable String reason) {
        if (status != IssueStatus.OPEN) {
            throw new IllegalStateException("An issue that is " + status + " cannot be escalated");
        }
        return new Issue(
                id,
                agentId,
                kind,
                urgency,
                text,
                bookingId,
                jobId,
                IssueStatus.ESCALATED,
                at,
                by,
                reason,
                endedAt,
                endedBy,
                resolution,
                audit,
                version);
    }

    Issue resolve(String by, Instant at, String note) {
        return end(IssueStatus.RESOLVED, by, at, note);
    }

    Issue withdraw(String by, Instant at) {
        return end(IssueStatus.WITHDRAWN, by, at, null);
    }

    private Issue end(IssueStatus as, String by, Instant at, @Nullable String note) {
        if (status.isEnd()) {
            throw new IllegalStateException("An issue that is " + status + " cannot become " + as);
        }
        return new Issue(
                id,
                agentId,
                kind,
                urgency,
                text,
                bookingId,
                jobId,
                as,
                escalatedAt,
                escalatedBy,
                escalationReason,
                at,
                by,
                note,
                audit,
                version);
    }

    @Override
    public Issue withAudit(Audit newAudit) {
        return new Issue(
                id,
                agentId,
                kind,
                urgency,
                text,
                bookingId,
                jobId,
                status,
                escalatedAt,
                escalatedBy,
                escalationReason,
                endedAt,
                endedBy,
                resolution,
                newAudit,
                version);
    }
}
