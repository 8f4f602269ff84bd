package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are looked for; what is null does not matter.
 *
 * @param mine only those that the signed-in person submitted
 */
public record ApprovalFilter(
        @Nullable ApprovalState state,
        @Nullable String type,
        @Nullable UUID targetId,
        boolean mine) {}
