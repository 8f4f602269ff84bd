package io.joblane.approval.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided.
 *
 * @param round an approval of an earlier round than the request's does not count any more
 * @param targetVersion which version of the target they looked at
 * @param by a user's id
 */
public record DecisionView(
        Decision decision,
        int round,
        @Nullable Integer targetVersion,
        @Nullable String note,
        String by,
        String byName,
        Instant at) {}
