package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Difference;
import io.joblane.approval.Proposal;
import io.joblane.identity.OfficeGroup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request as the database has it. */
record ApprovalRow(
        UUID id,
        String type,
        ApprovalState state,
        @Nullable UUID targetId,
        String targetName,
        @Nullable Integer targetVersion,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable BigDecimal amount,
        @Nullable Integer noticeDays,
        Difference difference,
        String reason,
        String submittedBy,
        String submitterName,
        String submitterRole,
        Instant submittedAt,
        int round,
        @Nullable Route route,
        boolean questionOpen,
        boolean unheard,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endNote,
        int version) {

    /** @param escalateTo where it goes at {@code escalateAt}; null where it stays, or has gone already */
    record Route(
            OfficeGroup group,
            int required,
            @Nullable Instant remindAt,
            @Nullable Instant escalateAt,
            @Nullable OfficeGroup escalateTo,
            Instant lapseAt) {}

    boolean isPending() {
        return state == ApprovalState.PENDING;
    }

    Proposal proposal() {
        return new Proposal(
                id,
                type,
                targetId,
                targetName,
                targetVersion,
                contactName,
                contactEmail,
                amount,
                difference,
                reason,
                submittedBy);
    }

    String groupKey() {
        return route == null ? "" : route.group().key();
    }
}
