package io.joblane.workforce.availability;

import io.joblane.shared.Problem;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Days from the first to the last, both included. */
public record DayRange(LocalDate from, LocalDate to) {
    /** @throws Problem 422 {@code invalid_range} for a range that ends before it begins, or is longer than {@code mostDays} */
    public static DayRange of(LocalDate from, LocalDate to, int mostDays) {
        DayRange range = new DayRange(from, to);
        if (to.isBefore(from) || range.days() > mostDays) {
            throw Problem.unprocessable(
                    "invalid_range",
                    "\"to\" must be \"from\" or a later day, and the range " + mostDays + " days at most.");
        }
        return range;
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }
}
