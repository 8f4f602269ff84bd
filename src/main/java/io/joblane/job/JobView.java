package io.joblane.job;

import io.joblane.shared.Geo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as other modules see it.
 *
 * @param type what kind of work, in the company's own words
 * @param expectedHours 0.25 to 24
 * @param agentsRequired 1 to 200
 * @param agentsAssigned how many of them go; never more than are required
 * @param workDate the day in the company's time zone on which it takes place
 * @param wave how often agents were asked
 * @param weather what was looked up; null before, and where the lookup failed
 * @param weatherAdvice {@code none}, {@code advice}, {@code warning}, {@code hold}, {@code unknown}; null before the lookup
 * @param weatherReleasedBy who let it go on in spite of a hold
 */
public record JobView(
        UUID id,
        String reference,
        String title,
        String type,
        JobStatus status,
        String address,
        String postcode,
        double lat,
        double lng,
        Instant arrivalAt,
        BigDecimal expectedHours,
        int agentsRequired,
        int agentsAssigned,
        @Nullable UUID leadAgentId,
        List<String> requiredSkills,
        String instructions,
        Urgency urgency,
        @Nullable UUID customerId,
        LocalDate workDate,
        int wave,
        @Nullable JsonNode weather,
        @Nullable String weatherAdvice,
        @Nullable String weatherReleasedBy,
        @Nullable UUID recurrenceId,
        @Nullable UUID copiedFrom,
        Instant postedAt,
        @Nullable Instant filledAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable String signedOffBy,
        @Nullable String signOffNotes,
        @Nullable String cancelledBy,
        @Nullable Instant cancelledAt,
        @Nullable String cancellationReason,
        int version) {

    public Geo site() {
        return new Geo(lat, lng);
    }

    public int minutes() {
        return expectedHours
                .multiply(BigDecimal.valueOf(60))
                .setScale(0, RoundingMode.HALF_UP)
                .intValue();
    }
}
