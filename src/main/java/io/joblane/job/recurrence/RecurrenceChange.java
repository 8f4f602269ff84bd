package io.joblane.job.recurrence;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be of a recurrence; null leaves it as it is. */
record RecurrenceChange(
        @Nullable String rule,
        @Nullable LocalDateTime firstStart,
        @Nullable List<LocalDate> exceptDates,
        @Nullable Integer leadDays,
        @Nullable Boolean active,
        @Nullable JobTemplate job) {}
