package io.joblane.company;

import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A company's time out for maintenance.
 *
 * @param until when it ends by itself; null: when somebody ends it
 */
public record Suspension(
        String reason, Instant since, @Nullable Instant until, String by) {
    private static final Duration UNKNOWN = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    boolean isOver(Instant now) {
        return until != null && !until.isAfter(now);
    }

    /** What a client of the company is told meanwhile. */
    public Problem problem(Clock clock) {
        Duration left = until == null ? UNKNOWN : Duration.between(clock.instant(), until);
        return Problem.unavailable(
                "company_suspended",
                "This company is closed for maintenance"
                        + (until == null ? "" : " until " + until.truncatedTo(ChronoUnit.SECONDS))
                        + ". Nothing was changed; try again later.",
                left.compareTo(LONGEST) > 0 ? LONGEST : left);
    }
}
