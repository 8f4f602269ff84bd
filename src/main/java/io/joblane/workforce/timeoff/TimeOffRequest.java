package io.joblane.workforce.timeoff;

import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.Ids;
import io.joblane.workforce.availability.DayRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;

/** An agent asks for days off, the last one included. */
record TimeOffRequest(
        @Id UUID id,
        UUID agentId,
        LocalDate firstDay,
        LocalDate lastDay,
        String reason,
        TimeOffStatus status,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        @Embedded.Nullable @Nullable Audit audit,
        @Version @Nullable Integer version)
        implements Audited<TimeOffRequest> {

    static TimeOffRequest of(UUID agentId, DayRange days, String reason) {
        return new TimeOffRequest(
                Ids.next(),
                agentId,
                days.from(),
                days.to(),
                reason.strip(),
                TimeOffStatus.REQUESTED,
                null,
                null,
                null,
                null,
                null);
    }

    boolean isOpen() {
        return status == TimeOffStatus.REQUESTED;
    }

    DayRange days() {
        return new DayRange(firstDay, lastDay);
    }

    /** @throws IllegalStateException where it has ended before */
    TimeOffRequest end(TimeOffStatus as, String by, Instant at, @Nullable String note) {
        if (!isOpen() || as == TimeOffStatus.REQUESTED) {
            throw new IllegalStateException("A request that is " + status + " cannot become " + as);
        }
        return new TimeOffRequest(id, agentId, firstDay, lastDay, reason, as, by, at, note, audit, version);
    }

    @Override
    public TimeOffRequest withAudit(Audit newAudit) {
        return new TimeOffRequest(
                id, agentId, firstDay, lastDay, reason, status, decidedBy, decidedAt, decisionNote, newAudit, version);
    }
}
