package io.joblane.booking.domain;

import io.joblane.shared.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** How long a trip takes its agent and vehicle, by the one estimator ({@code routing}). */
public record Estimate(BigDecimal distanceKm, int durationMinutes, int approachMinutes, int turnaroundMinutes) {

    /** From setting out to being free again: pickup minus approach, up to the estimated end plus turnaround. */
    public TimeWindow during(Instant pickupAt) {
        return new TimeWindow(
                pickupAt.minus(Duration.ofMinutes(approachMinutes)),
                pickupAt.plus(Duration.ofMinutes((long) durationMinutes + turnaroundMinutes)));
    }
}
