package io.joblane.mobile.sync;

import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an action.
 *
 * @param actionId null for one that has none
 * @param result {@code done}, {@code already_done} and {@code no_longer_possible} are final; {@code refused}: it is wrong as it is
 *     and will be refused again; {@code not_yet}: send it again later
 * @param code of what was refused or is not yet possible, as in problems
 * @param reason a sentence for the person
 * @param countedAs when it was taken to have happened; null where that is what the phone said
 */
record ActionAnswer(
        @Nullable UUID actionId,
        String result,
        @Nullable String code,
        @Nullable String reason,
        @Nullable Instant countedAs) {
    enum Result {
        DONE,
        ALREADY_DONE,
        NO_LONGER_POSSIBLE,
        REFUSED,
        NOT_YET
    }

    static ActionAnswer of(@Nullable UUID actionId, Result result, @Nullable String code, @Nullable String reason) {
        return new ActionAnswer(actionId, LowerCase.of(result), code, reason, null);
    }

    static ActionAnswer done(UUID actionId) {
        return of(actionId, Result.DONE, null, null);
    }

    static ActionAnswer noLongerPossible(UUID actionId, String reason) {
        return of(actionId, Result.NO_LONGER_POSSIBLE, null, reason);
    }

    /** A problem that would have been a route's answer. */
    static ActionAnswer of(UUID actionId, Problem problem) {
        Result result = switch (problem.code()) {
            case "conflict" -> Result.NOT_YET;
            case "task_not_here" -> Result.REFUSED;
            case "day_passed" -> Result.NO_LONGER_POSSIBLE;
            default ->
                switch (problem.status()) {
                    case 404, 409, 410 -> Result.NO_LONGER_POSSIBLE;
                    // The agent's working state may change.
                    case 403, 412, 429, 503 -> Result.NOT_YET;
                    default -> Result.REFUSED;
                };
        };
        return of(actionId, result, problem.code(), problem.detail());
    }

    ActionAnswer countedAs(Instant moment) {
        return new ActionAnswer(actionId, result, code, reason, moment);
    }
}
