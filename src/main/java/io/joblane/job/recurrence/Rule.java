package io.joblane.job.recurrence;

import io.joblane.shared.Problem;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * An RRULE of RFC 5545 within bounds: days, weeks, months or years, four times a day at most. It counts on the clock of the
 * wall, so that nine o'clock stays nine o'clock when the clocks change.
 */
record Rule(String text) {
    private static final int LONGEST = 400;
    private static final int MOST_A_DAY = 4;
    private static final int GREATEST_INTERVAL = 366;
    private static final int GREATEST_COUNT = 5_000;
    private static final Set<Freq> FREQUENCIES = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    /** @throws Problem 422 {@code invalid_rule} with what is wrong with it */
    static Rule of(String text) {
        String bare = text.strip().replaceFirst("(?i)^RRULE:", "");
        if (bare.length() > LONGEST || !bare.matches("[A-Za-z0-9=;,+-]+")) {
            throw invalid("it is no RRULE of RFC 5545, e.g. FREQ=WEEKLY;BYDAY=MO,TH");
        }
        Rule rule = new Rule(bare.toUpperCase(java.util.Locale.ROOT));
        rule.requireWithinBounds();
        return rule;
    }

    private void requireWithinBounds() {
        RecurrenceRule rule = parsed();
        if (!FREQUENCIES.contains(rule.getFreq())) {
            throw invalid("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        // No constant of this class: the library's parts cannot be loaded before its rule.
        for (Part part : List.of(Part.BYSECOND, Part.RSCALE, Part.SKIP)) {
            if (rule.hasPart(part)) {
                throw invalid(part.name() + " is not taken");
            }
        }
        int aDay = Math.max(1, count(rule, Part.BYHOUR)) * Math.max(1, count(rule, Part.BYMINUTE));
        if (aDay > MOST_A_DAY) {
            throw invalid("it has more than " + MOST_A_DAY + " times a day");
        }
        if (rule.getInterval() > GREATEST_INTERVAL) {
            throw invalid("INTERVAL must be at most " + GREATEST_INTERVAL);
        }
        if (rule.getUntil() != null) {
            try {
                localUntil(rule.getUntil(), ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw invalid("UNTIL is no date");
            }
        }
        Integer count = rule.getCount();
        if (count != null && count > GREATEST_COUNT) {
            throw invalid("COUNT must be at most " + GREATEST_COUNT);
        }
    }

    private static int count(RecurrenceRule rule, Part part) {
        List<Integer> values = rule.getByPart(part);
        return values == null ? 0 : values.size();
    }

    private RecurrenceRule parsed() {
        try {
            return new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw invalid("it is no RRULE of RFC 5545, e.g. FREQ=WEEKLY;BYDAY=MO,TH");
        }
    }

    /**
     * The times, in order, that the rule names from {@code first} on; {@code first} itself only where the rule names it.
     *
     * @param zone in which an UNTIL in UTC is meant
     */
    Times from(LocalDateTime first, ZoneId zone) {
        RecurrenceRule rule = parsed();
        DateTime until = rule.getUntil();
        if (until != null) {
            rule.setUntil(local(localUntil(until, zone)));
        }
        try {
            return new Times(rule.iterator(local(first)));
        } catch (IllegalArgumentException e) {
            return new Times(null);
        }
    }

    /** The last moment that UNTIL allows, as the clock on the wall shows it; a date allows the whole of it. */
    private static LocalDateTime localUntil(DateTime until, ZoneId zone) {
        LocalDateTime as = LocalDateTime.of(
                until.getYear(),
                until.getMonth() + 1,
                until.getDayOfMonth(),
                until.getHours(),
                until.getMinutes(),
                until.getSeconds());
        if (until.isAllDay()) {
            return as.toLocalDate().atTime(23, 59, 59);
        }
        return until.isFloating()
                ? as
                : as.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
    }

    private static DateTime local(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static Problem invalid(String why) {
        return Problem.unprocessable("invalid_rule", "The rule cannot be used: " + why + ".");
    }

    /** The times one after the other; there may be no end to them. The library gives up a rule that names nothing for very long. */
    static final class Times {
        private @Nullable RecurrenceRuleIterator iterator;

        private Times(@Nullable RecurrenceRuleIterator iterator) {
            this.iterator = iterator;
        }

        /** Leaves out what lies before, fast. */
        void skipTo(LocalDateTime time) {
            RecurrenceRuleIterator rest = iterator;
            if (rest != null) {
                go(() -> rest.fastForward(local(time)));
            }
        }

        boolean hasNext() {
            return iterator != null && iterator.hasNext();
        }

        LocalDateTime next() {
            RecurrenceRuleIterator rest = Objects.requireNonNull(iterator);
            DateTime next = rest.peekDateTime();
            // It looks for the one behind already.
            go(rest::nextDateTime);
            return LocalDateTime.of(
                    next.getYear(),
                    next.getMonth() + 1,
                    next.getDayOfMonth(),
                    next.getHours(),
                    next.getMinutes(),
                    next.getSeconds());
        }

        private void go(Runnable step) {
            try {
                step.run();
            } catch (IllegalArgumentException e) {
                iterator = null;
            }
        }
    }
}
