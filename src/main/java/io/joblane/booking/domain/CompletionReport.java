package io.joblane.booking.domain;

import io.joblane.shared.Problem;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the agent's phone sends with the last tap; everything may be left out. */
public record CompletionReport(
        @Nullable BigDecimal distanceKm,
        @Nullable Integer durationMinutes,
        @Nullable Integer waitingMinutes,
        @Nullable String notes,
        @Nullable BigDecimal cashReceived) {
    private static final BigDecimal MOST_CASH = BigDecimal.valueOf(100_000);

    public CompletionReport {
        if (distanceKm != null && (distanceKm.signum() < 0 || distanceKm.compareTo(BigDecimal.valueOf(5_000)) > 0)) {
            throw Problem.unprocessable("invalid_completion", "distanceKm must be 0..5000.");
        }
        if (outside(durationMinutes, 2_880)) {
            throw Problem.unprocessable("invalid_completion", "durationMinutes must be 0..2880.");
        }
        if (outside(waitingMinutes, 1_440)) {
            throw Problem.unprocessable("invalid_completion", "waitingMinutes must be 0..1440.");
        }
        if (cashReceived != null
                && (cashReceived.signum() < 0
                        || cashReceived.compareTo(MOST_CASH) > 0
                        || cashReceived.stripTrailingZeros().scale() > 2)) {
            throw Problem.unprocessable(
                    "invalid_completion", "cashReceived must be 0..100000 with two decimals at most.");
        }
        if (notes != null && notes.length() > 2_000) {
            throw Problem.unprocessable("invalid_completion", "notes must be 2000 characters at most.");
        }
    }

    private static boolean outside(@Nullable Integer minutes, int max) {
        return minutes != null && (minutes < 0 || minutes > max);
    }
}
