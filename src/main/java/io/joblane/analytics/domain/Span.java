package io.joblane.analytics.domain;

import java.time.LocalDate;

/**
 * The days from {@code from} to {@code to} as whole periods and the days that are left at both ends, because a whole period is
 * one row and not many. Where a part is empty, it ends before it begins.
 *
 * @param wholeFirst first day of the first whole period
 * @param wholeLast first day of the last whole period
 */
record Span(Period period, LocalDate from, LocalDate to, LocalDate wholeFirst, LocalDate wholeLast) {
    static Span of(Period period, LocalDate from, LocalDate to) {
        LocalDate first = period.start(from);
        LocalDate last = period.start(to);
        return new Span(
                period,
                from,
                to,
                first.equals(from) ? first : period.next(first),
                period.end(last).equals(to) ? last : period.start(last.minusDays(1)));
    }

    private boolean hasWhole() {
        return !wholeLast.isBefore(wholeFirst);
    }

    /** The last single day at the beginning, which is all of it where no period is whole. */
    LocalDate headTo() {
        return hasWhole() ? wholeFirst.minusDays(1) : to;
    }

    /** The first single day at the end. */
    LocalDate tailFrom() {
        return hasWhole() ? period.next(wholeLast) : to.plusDays(1);
    }
}
