package io.joblane.analytics.domain;

import io.joblane.shared.LowerCase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** What a figure is for: a day of work, a week that begins on Monday, or a month, each as the company's time zone has it. */
public enum Period {
    DAY,
    WEEK,
    MONTH;

    /** As in the column {@code grain}. */
    String grain() {
        return LowerCase.of(this);
    }

    /** The first day of the period that the date is in. */
    LocalDate start(LocalDate date) {
        return switch (this) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
        };
    }

    /** The last day of the period that begins on {@code start}. */
    LocalDate end(LocalDate start) {
        return next(start).minusDays(1);
    }

    LocalDate next(LocalDate start) {
        return switch (this) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
        };
    }
}
