package io.joblane.workforce.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.AgentOnly;
import io.joblane.shared.Page;
import io.joblane.workforce.availability.DayRange;
import io.joblane.workforce.timeoff.TimeOffService;
import io.joblane.workforce.timeoff.TimeOffView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The signed-in agent's requests for time off. */
@RestController
@RequestMapping("/api/v1/mobile/time-off")
@AgentOnly
class MobileTimeOffController {
    private static final int MOST_DAYS = 366;

    private final TimeOffService timeOff;
    private final Idempotency idempotency;

    MobileTimeOffController(TimeOffService timeOff, Idempotency idempotency) {
        this.timeOff = timeOff;
        this.idempotency = idempotency;
    }

    /** The newest first. */
    @GetMapping
    Page<TimeOffView> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                timeOff.own(after == null ? null : after.uuid(0), page.fetch()), request -> Cursor.of(request.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<TimeOffView> get(@PathVariable UUID id) {
        TimeOffView request = timeOff.ownOne(id);
        return ResponseEntity.ok().eTag(Versions.etag(request.version())).body(request);
    }

    @PostMapping
    ResponseEntity<?> request(@Valid @RequestBody TimeOffBody body, HttpServletRequest request) {
        DayRange days = DayRange.of(body.firstDay(), body.lastDay(), MOST_DAYS);
        return idempotency.once(request, body, () -> {
            TimeOffView asked = timeOff.request(days, body.reason() == null ? "" : body.reason());
            return ResponseEntity.created(URI.create("/api/v1/mobile/time-off/" + asked.id()))
                    .eTag(Versions.etag(asked.version()))
                    .body(asked);
        });
    }

    /** A repetition changes nothing. */
    @PostMapping("/{id}/withdraw")
    ResponseEntity<TimeOffView> withdraw(@PathVariable UUID id) {
        TimeOffView request = timeOff.withdraw(id);
        return ResponseEntity.ok().eTag(Versions.etag(request.version())).body(request);
    }

    /** @param lastDay belongs to the time off */
    record TimeOffBody(
            @NotNull LocalDate firstDay,
            @NotNull LocalDate lastDay,
            @Nullable @Size(max = 500) String reason) {}
}
