package io.joblane.approval.web;

import io.joblane.approval.domain.ApprovalDesk.Answer;
import io.joblane.approval.domain.Decision;
import io.joblane.shared.Problem;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the routes to requests take. */
final class ApprovalRequests {
    private ApprovalRequests() {}

    /**
     * @param reason why it is rejected, or what is asked; needed for both
     * @param targetVersion of the target that was looked at, where it has moved on since the request
     */
    record DecisionBody(
            @NotNull Decision decision,
            @Nullable @Size(max = 500) String reason,
            @Nullable @PositiveOrZero Integer targetVersion) {
        Answer answer() {
            return new Answer(decision, ApprovalRequests.note(decision, reason), targetVersion, null);
        }
    }

    /** @param reason why all of them are rejected, or what is asked of all */
    record BulkBody(
            @NotEmpty @Size(max = 100) List<@NotNull UUID> ids,
            @NotNull Decision decision,
            @Nullable @Size(max = 500) String reason) {
        @Nullable String note() {
            return ApprovalRequests.note(decision, reason);
        }
    }

    record CommentBody(@NotBlank @Size(max = 2000) String text) {}

    private static @Nullable String note(Decision decision, @Nullable String reason) {
        if (decision == Decision.APPROVED) {
            return null;
        }
        if (reason == null || reason.isBlank()) {
            throw Problem.unprocessable(
                    "reason_required", "Say in \"reason\" why, or what you want to know: who submitted it reads it.");
        }
        return reason.strip();
    }
}
