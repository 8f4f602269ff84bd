package io.joblane.workforce.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.workforce.timeoff.TimeOffService;
import io.joblane.workforce.timeoff.TimeOffStatus;
import io.joblane.workforce.timeoff.TimeOffView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests for time off as the office reads them. They are decided as all requests: {@code POST /api/v1/approvals/{id}/decision}. */
@RestController
@RequestMapping("/api/v1/time-off")
@Staff
class TimeOffController {
    private final TimeOffService timeOff;

    TimeOffController(TimeOffService timeOff) {
        this.timeOff = timeOff;
    }

    /** The newest first. */
    @GetMapping
    Page<TimeOffView> list(
            @RequestParam(required = false) @Nullable TimeOffStatus status,
            @RequestParam(required = false) @Nullable UUID agentId,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                timeOff.page(agentId, status, after == null ? null : after.uuid(0), page.fetch()),
                request -> Cursor.of(request.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<TimeOffView> get(@PathVariable UUID id) {
        TimeOffView request = timeOff.ofOffice(id);
        return ResponseEntity.ok().eTag(Versions.etag(request.version())).body(request);
    }
}
