package io.joblane.support.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.support.domain.IssueFilter;
import io.joblane.support.domain.IssueKind;
import io.joblane.support.domain.IssueService;
import io.joblane.support.domain.IssueStatus;
import io.joblane.support.domain.IssueView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Issues as the office reads them. They are resolved as tasks: {@code POST /api/v1/tasks/{id}/complete}. */
@RestController
@RequestMapping("/api/v1/issues")
@Staff
class IssueController {
    private final IssueService issues;

    IssueController(IssueService issues) {
        this.issues = issues;
    }

    /** The newest first. */
    @GetMapping
    Page<IssueView> list(
            @RequestParam(required = false) @Nullable IssueStatus status,
            @RequestParam(required = false) @Nullable IssueKind kind,
            @RequestParam(required = false) @Nullable UUID agentId,
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable UUID jobId,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                issues.page(
                        new IssueFilter(agentId, status, kind, bookingId, jobId),
                        after == null ? null : after.uuid(0),
                        page.fetch()),
                issue -> Cursor.of(issue.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<IssueView> get(@PathVariable UUID id) {
        return tagged(issues.ofOffice(id));
    }

    static ResponseEntity<IssueView> tagged(IssueView issue) {
        return ResponseEntity.ok().eTag(Versions.etag(issue.version())).body(issue);
    }
}
