package io.joblane.workforce.availability;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent's day: what was said of it, else what the pattern of the week says.
 *
 * @param source null where nothing is set
 * @param jobId the job that takes the day
 * @param id of what was said of this very day, by which it is changed or removed; null where nothing was
 */
public record Day(
        LocalDate date,
        DayState state,
        @Nullable DaySource source,
        String notes,
        @Nullable UUID jobId,
        @Nullable UUID id,
        @Nullable Integer version) {}
