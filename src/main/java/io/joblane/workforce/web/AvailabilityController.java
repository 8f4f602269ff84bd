package io.joblane.workforce.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.shared.Page;
import io.joblane.workforce.availability.AgentDays;
import io.joblane.workforce.availability.AvailabilityService;
import io.joblane.workforce.availability.Day;
import io.joblane.workforce.availability.DayChange;
import io.joblane.workforce.availability.DayRange;
import io.joblane.workforce.availability.OwnOrStaff;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calendar, and what agents say of their own days and the office of anybody's. */
@RestController
@RequestMapping("/api/v1/availability")
@OwnOrStaff
class AvailabilityController {
    private static final int MOST_SHOWN = 42;
    private static final int MOST_OF_ONE = 92;
    private static final int MOST_SET = 366;
    private static final int WEEK = 7;

    private final AvailabilityService days;
    private final Idempotency idempotency;

    AvailabilityController(AvailabilityService days, Idempotency idempotency) {
        this.days = days;
        this.idempotency = idempotency;
    }

    /** Every agent's days, a week where {@code to} is left out, 42 days at most. */
    @GetMapping("/calendar")
    @Office
    Page<AgentDays> calendar(
            @RequestParam LocalDate from, @RequestParam(required = false) @Nullable LocalDate to, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                days.calendar(range(from, to, MOST_SHOWN), after == null ? null : after.uuid(0), page.fetch()),
                agent -> Cursor.of(agent.agentId()));
    }

    /** One agent's days, a week where {@code to} is left out, 92 days at most. */
    @GetMapping("/{agentId}")
    Page<Day> ofAgent(
            @PathVariable UUID agentId,
            @RequestParam LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        return new Page<>(days.days(agentId, range(from, to, MOST_OF_ONE)), null);
    }

    /** Says something of one day or of a range of days, 366 at most. */
    @PostMapping
    ResponseEntity<?> set(@Valid @RequestBody RangeRequest body, HttpServletRequest request) {
        DayRange range = range(body.from(), body.to() == null ? body.from() : body.to(), MOST_SET);
        return idempotency.once(
                request,
                body,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(new Page<>(
                                days.set(body.agentId(), range, change(body.available(), body.away(), body.notes())),
                                null)));
    }

    @PutMapping("/{id}")
    ResponseEntity<Day> change(
            @PathVariable UUID id,
            @Valid @RequestBody DayRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Day day = days.change(id, change(body.available(), body.away(), body.notes()), Versions.expected(ifMatch));
        int version = day.version() == null ? 0 : day.version();
        return ResponseEntity.ok().eTag(Versions.etag(version)).body(day);
    }

    /** The pattern of the week holds again. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        days.remove(id, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static DayRange range(LocalDate from, @Nullable LocalDate to, int most) {
        return DayRange.of(from, to == null ? from.plusDays(WEEK - 1) : to, most);
    }

    private static DayChange change(boolean available, @Nullable Boolean away, @Nullable String notes) {
        return new DayChange(available, away != null && away, notes == null ? "" : notes.strip());
    }

    /**
     * @param agentId an agent leaves it out, or names themself
     * @param to the last day; left out: {@code from} alone
     */
    record RangeRequest(
            @Nullable UUID agentId,
            @NotNull LocalDate from,
            @Nullable LocalDate to,
            @NotNull Boolean available,
            @Nullable Boolean away,
            @Nullable @Size(max = 500) String notes) {}

    record DayRequest(
            @NotNull Boolean available,
            @Nullable Boolean away,
            @Nullable @Size(max = 500) String notes) {}
}
