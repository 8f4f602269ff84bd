package io.joblane.job.recurrence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the jobs of a recurrence take place: the rule's times from {@code first} on, without those of the days that are excepted.
 *
 * <p>A time that the clock leaves out in spring is as much later as the clock goes on: half past two becomes half past three.
 * Of one that comes twice in autumn the first is meant. So RFC 5545 has it.
 */
record Occurrences(Rule rule, LocalDateTime first, Set<LocalDate> except, ZoneId zone) {
    /** So that a rule that names days which do not come, or all of which are excepted, is given up. */
    private static final int MOST_LOOKED_AT = 20_000;

    /** @param start on the wall's clock, by which an occurrence is known, also where the clock leaves it out */
    record Occurrence(LocalDateTime start, Instant at) {}

    /** Those behind {@code after} and up to {@code until}, at most so many. */
    List<Occurrence> between(LocalDateTime after, @Nullable LocalDateTime until, int most) {
        List<Occurrence> found = new ArrayList<>();
        Rule.Times times = rule.from(first, zone);
        if (after.isAfter(first)) {
            times.skipTo(after);
        }
        for (int looked = 0; looked < MOST_LOOKED_AT && found.size() < most && times.hasNext(); looked++) {
            LocalDateTime start = times.next();
            if (until != null && start.isAfter(until)) {
                break;
            }
            if (start.isAfter(after) && !except.contains(start.toLocalDate())) {
                found.add(new Occurrence(start, start.atZone(zone).toInstant()));
            }
        }
        return found;
    }
}
