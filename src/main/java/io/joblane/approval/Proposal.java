package io.joblane.approval;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as its {@link ApprovalHandler} sees it.
 *
 * @param submittedBy a user's id, or "system"
 */
public record Proposal(
        UUID id,
        String type,
        @Nullable UUID targetId,
        String targetName,
        @Nullable Integer targetVersion,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable BigDecimal amount,
        Difference difference,
        String reason,
        String submittedBy) {

    /** @throws IllegalStateException for a type whose requests have none */
    public UUID requireTarget() {
        if (targetId == null) {
            throw new IllegalStateException("A request of the type " + type + " names its target");
        }
        return targetId;
    }
}
