package io.joblane.job.recurrence;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Jobs that come again and again. {@code rule} is an RRULE of RFC 5545 (days, weeks, months or years), counted from {@code
 * firstStart}, both on the company's clock.
 */
@RestController
@RequestMapping("/api/v1/job-recurrences")
class RecurrenceController {
    private final RecurrenceService recurrences;
    private final RecurringJobs jobs;
    private final Idempotency idempotency;

    RecurrenceController(RecurrenceService recurrences, RecurringJobs jobs, Idempotency idempotency) {
        this.recurrences = recurrences;
        this.jobs = jobs;
        this.idempotency = idempotency;
    }

    private static final String LOCAL = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:00)?";

    /** @param firstStart local time, e.g. {@code 2026-06-01T08:00} */
    record NewRecurrence(
            @NotBlank @Size(max = 400) String rule,

            @NotNull @Pattern(regexp = LOCAL, message = "must be a local time, e.g. 2026-06-01T08:00") String firstStart,

            @Nullable @Size(max = 366) List<@NotNull LocalDate> exceptDates,
            @Nullable @Min(1) @Max(180) Integer leadDays,
            @Nullable Boolean active,
            @NotNull @Valid JobTemplate job) {}

    /** What is left out stays as it is. */
    record Change(
            @Nullable @Size(min = 1, max = 400) String rule,

            @Nullable @Pattern(regexp = LOCAL, message = "must be a local time, e.g. 2026-06-01T08:00") String firstStart,

            @Nullable @Size(max = 366) List<@NotNull LocalDate> exceptDates,
            @Nullable @Min(1) @Max(180) Integer leadDays,
            @Nullable Boolean active,
            @Nullable @Valid JobTemplate job) {}

    private static final int USUAL_LEAD_DAYS = 14;

    /** The jobs that are due already are posted before the answer. */
    @PostMapping
    @Staff
    ResponseEntity<?> add(@Valid @RequestBody NewRecurrence body, HttpServletRequest request) {
        ResponseEntity<?> answer = idempotency.once(request, body, () -> {
            Recurrence added = recurrences.add(
                    body.rule(),
                    LocalTimes.of(body.firstStart()),
                    body.exceptDates() == null ? List.of() : body.exceptDates(),
                    body.leadDays() == null ? USUAL_LEAD_DAYS : body.leadDays(),
                    body.active() == null || body.active(),
                    body.job());
            return ResponseEntity.created(URI.create("/api/v1/job-recurrences/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
        if (answer.getBody() instanceof Recurrence added) {
            jobs.postDue(added.id());
        }
        return answer;
    }

    @GetMapping
    @Office
    Page<Recurrence> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                recurrences.page(after == null ? null : after.uuid(0), page.fetch()), one -> Cursor.of(one.id()));
    }

    @GetMapping("/{id}")
    @Office
    ResponseEntity<Recurrence> get(@PathVariable UUID id) {
        return tagged(recurrences.get(id));
    }

    /** Pauses with {@code active} false. Jobs that were posted stay; what is changed counts behind the last of them. */
    @PatchMapping("/{id}")
    @Staff
    ResponseEntity<Recurrence> change(
            @PathVariable UUID id,
            @Valid @RequestBody Change body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        @Nullable LocalDateTime first = body.firstStart() == null ? null : LocalTimes.of(body.firstStart());
        recurrences.change(
                id,
                new RecurrenceChange(
                        body.rule(), first, body.exceptDates(), body.leadDays(), body.active(), body.job()),
                Versions.expected(ifMatch));
        jobs.postDue(id);
        return tagged(recurrences.get(id));
    }

    /** Jobs that were posted stay. */
    @DeleteMapping("/{id}")
    @Staff
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        recurrences.remove(id, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    /** The next times from now on, with the jobs that are posted for them. */
    @GetMapping("/{id}/occurrences")
    @Office
    Page<RecurrenceService.Coming> occurrences(
            @PathVariable UUID id, @RequestParam(defaultValue = "10") @Min(1) @Max(100) int limit) {
        return new Page<>(recurrences.coming(id, limit), null);
    }

    private static ResponseEntity<Recurrence> tagged(Recurrence recurrence) {
        return ResponseEntity.ok().eTag(Versions.etag(recurrence.version())).body(recurrence);
    }
}
