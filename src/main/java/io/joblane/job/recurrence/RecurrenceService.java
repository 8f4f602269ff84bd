package io.joblane.job.recurrence;

import io.joblane.company.Companies;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the office says of jobs that come again and again. Jobs that were posted stay as they are, whatever is changed here. */
@Service
class RecurrenceService {
    private static final int FARTHEST_YEARS = 5;

    private final RecurrenceTable table;
    private final Companies companies;
    private final Clock clock;

    RecurrenceService(RecurrenceTable table, Companies companies, Clock clock) {
        this.table = table;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * One of the times to come.
     *
     * @param start on the clock of the company
     * @param at the same as a moment
     * @param jobId the job that was posted for it; null before
     */
    record Coming(LocalDateTime start, Instant at, @Nullable UUID jobId) {}

    /** @throws Problem 422 {@code invalid_rule}, {@code invalid_first_start}, {@code no_occurrence} */
    @Staff
    @Transactional
    public Recurrence add(
            String rule,
            LocalDateTime firstStart,
            List<LocalDate> exceptDates,
            int leadDays,
            boolean active,
            JobTemplate template) {
        Recurrence recurrence = new Recurrence(
                Ids.next(),
                Rule.of(rule).text(),
                firstStart.truncatedTo(ChronoUnit.MINUTES),
                List.copyOf(exceptDates),
                leadDays,
                active,
                template,
                null,
                null,
                clock.instant(),
                0);
        requireComing(recurrence);
        table.add(recurrence);
        return get(recurrence.id());
    }

    /** @throws Problem 404 */
    @Office
    @Transactional(readOnly = true)
    public Recurrence get(UUID id) {
        return table.find(id).orElseThrow(RecurrenceService::notFound);
    }

    @Office
    @Transactional(readOnly = true)
    public List<Recurrence> page(@Nullable UUID after, int limit) {
        return table.page(after, limit);
    }

    /** @throws Problem 404, 412, and as {@link #add} */
    @Staff
    @Transactional
    public Recurrence change(UUID id, RecurrenceChange change, @Nullable Integer expectedVersion) {
        Recurrence changed = locked(id, expectedVersion).changed(change);
        if (change.rule() != null || change.firstStart() != null || change.exceptDates() != null) {
            requireComing(changed);
        }
        table.change(changed);
        return get(id);
    }

    /** @throws Problem 404, 412 */
    @Staff
    @Transactional
    public void remove(UUID id, @Nullable Integer expectedVersion) {
        locked(id, expectedVersion);
        table.remove(id);
    }

    /** The next times from now on, whether their jobs are posted or not. A recurrence that pauses has them all the same. */
    @Office
    @Transactional(readOnly = true)
    public List<Coming> coming(UUID id, int most) {
        Recurrence recurrence = get(id);
        ZoneId zone = companies.current().timeZone();
        LocalDateTime now = now(zone);
        Map<LocalDateTime, UUID> jobs = table.jobs(id, now);
        return recurrence.occurrences(zone).between(now, null, most).stream()
                .map(next -> new Coming(next.start(), next.at(), jobs.get(next.start())))
                .toList();
    }

    private Recurrence locked(UUID id, @Nullable Integer expectedVersion) {
        Recurrence recurrence = table.lock(id).orElseThrow(RecurrenceService::notFound);
        Versions.check(recurrence.version(), expectedVersion);
        return recurrence;
    }

    private void requireComing(Recurrence recurrence) {
        ZoneId zone = companies.current().timeZone();
        LocalDateTime now = now(zone);
        if (recurrence.firstStart().isBefore(now.minusYears(FARTHEST_YEARS))
                || recurrence.firstStart().isAfter(now.plusYears(FARTHEST_YEARS))) {
            throw Problem.unprocessable(
                    "invalid_first_start", "\"firstStart\" must be at most " + FARTHEST_YEARS + " years away.");
        }
        if (recurrence.occurrences(zone).between(now, null, 1).isEmpty()) {
            throw Problem.unprocessable(
                    "no_occurrence",
                    "The rule names no time from now on. Check UNTIL, COUNT, \"firstStart\" and \"exceptDates\".");
        }
    }

    private LocalDateTime now(ZoneId zone) {
        return LocalDateTime.ofInstant(clock.instant(), zone);
    }

    private static Problem notFound() {
        return Problem.notFound("recurrence_not_found", "There is no such recurrence.");
    }
}
