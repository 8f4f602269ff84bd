package io.joblane.approval;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody submits.
 *
 * @param id of the request; of the target's own choice where the two are one
 * @param type of its {@link ApprovalHandler}
 * @param targetName what people call it
 * @param targetVersion which version the submitter saw; null for what has none
 * @param amount of money, in the company's currency, by which it may be routed
 * @param noticeDays whole days until what is asked for begins
 */
public record NewApproval(
        UUID id,
        String type,
        @Nullable UUID targetId,
        String targetName,
        @Nullable Integer targetVersion,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable BigDecimal amount,
        @Nullable Integer noticeDays,
        Difference difference,
        String reason) {

    /** A change of something that is there. */
    public static NewApproval change(
            UUID id,
            String type,
            UUID targetId,
            String targetName,
            int targetVersion,
            Difference difference,
            String reason) {
        return new NewApproval(
                id, type, targetId, targetName, targetVersion, null, null, null, null, difference, reason);
    }

    public NewApproval about(String name, @Nullable String email) {
        return new NewApproval(
                id, type, targetId, targetName, targetVersion, name, email, amount, noticeDays, difference, reason);
    }

    public NewApproval worth(BigDecimal money) {
        return new NewApproval(
                id,
                type,
                targetId,
                targetName,
                targetVersion,
                contactName,
                contactEmail,
                money,
                noticeDays,
                difference,
                reason);
    }
}
