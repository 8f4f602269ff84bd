package io.joblane.job.recurrence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that comes again and again.
 *
 * @param firstStart from when on the rule counts, on the clock of the company
 * @param exceptDates days of the rule on which there is no job
 * @param leadDays how long before its arrival time each job is posted
 * @param active false while it pauses
 * @param postedUntil the latest time for which a job was posted; what is changed counts behind it
 * @param trouble why the next job could not be posted; null where nothing is wrong
 */
record Recurrence(
        UUID id,
        String rule,
        LocalDateTime firstStart,
        List<LocalDate> exceptDates,
        int leadDays,
        boolean active,
        JobTemplate template,
        @Nullable LocalDateTime postedUntil,
        @Nullable String trouble,
        Instant createdAt,
        @JsonIgnore int version) {

    Occurrences occurrences(ZoneId zone) {
        return new Occurrences(Rule.of(rule), firstStart, Set.copyOf(exceptDates), zone);
    }

    /** Behind which the next job to post lies: nothing is posted twice, and nothing for a time that has passed. */
    LocalDateTime postedBefore(LocalDateTime now) {
        return postedUntil == null || postedUntil.isBefore(now) ? now : postedUntil;
    }

    /** What is null stays as it is. */
    Recurrence changed(RecurrenceChange change) {
        return new Recurrence(
                id,
                change.rule() == null ? rule : Rule.of(change.rule()).text(),
                change.firstStart() == null ? firstStart : change.firstStart(),
                change.exceptDates() == null ? exceptDates : List.copyOf(change.exceptDates()),
                change.leadDays() == null ? leadDays : change.leadDays(),
                change.active() == null ? active : change.active(),
                change.job() == null ? template : change.job(),
                postedUntil,
                null,
                createdAt,
                version);
    }
}
