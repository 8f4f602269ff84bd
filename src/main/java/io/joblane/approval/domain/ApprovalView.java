package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Difference.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as its list shows it.
 *
 * @param summary what would be done, in one line
 * @param group who decides; null for the moment before that is known
 * @param required how many must agree
 * @param submittedBy a user's id, or "system"
 * @param questionOpen whether who submitted it is asked something
 */
public record ApprovalView(
        UUID id,
        String type,
        ApprovalState state,
        String summary,
        @Nullable UUID targetId,
        String targetName,
        @Nullable Integer targetVersion,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable BigDecimal amount,
        Map<String, Change> difference,
        String reason,
        String submittedBy,
        String submitterName,
        Instant submittedAt,
        int round,
        @Nullable String group,
        @Nullable Integer required,
        @Nullable Instant lapseAt,
        boolean questionOpen,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endNote,
        int version) {

    static ApprovalView of(ApprovalRow row, String summary) {
        ApprovalRow.Route route = row.route();
        return new ApprovalView(
                row.id(),
                row.type(),
                row.state(),
                summary,
                row.targetId(),
                row.targetName(),
                row.targetVersion(),
                row.contactName(),
                row.contactEmail(),
                row.amount(),
                row.difference().fields(),
                row.reason(),
                row.submittedBy(),
                row.submitterName(),
                row.submittedAt(),
                row.round(),
                route == null ? null : route.group().key(),
                route == null ? null : route.required(),
                route == null ? null : route.lapseAt(),
                row.questionOpen(),
                row.endedAt(),
                row.endedBy(),
                row.endNote(),
                row.version());
    }
}
