package io.joblane.support.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.AgentOnly;
import io.joblane.shared.Page;
import io.joblane.support.domain.IssueKind;
import io.joblane.support.domain.IssueReport;
import io.joblane.support.domain.IssueService;
import io.joblane.support.domain.IssueUrgency;
import io.joblane.support.domain.IssueView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The signed-in agent's issues. */
@RestController
@RequestMapping("/api/v1/mobile/issues")
@AgentOnly
class MobileIssueController {
    private final IssueService issues;
    private final Idempotency idempotency;

    MobileIssueController(IssueService issues, Idempotency idempotency) {
        this.issues = issues;
        this.idempotency = idempotency;
    }

    /** The newest first. */
    @GetMapping
    Page<IssueView> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                issues.own(after == null ? null : after.uuid(0), page.fetch()), issue -> Cursor.of(issue.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<IssueView> get(@PathVariable UUID id) {
        return IssueController.tagged(issues.ownOne(id));
    }

    @PostMapping
    ResponseEntity<?> report(@Valid @RequestBody IssueBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            IssueView reported = issues.report(body.report());
            return ResponseEntity.created(URI.create("/api/v1/mobile/issues/" + reported.id()))
                    .eTag(Versions.etag(reported.version()))
                    .body(reported);
        });
    }

    /** A repetition changes nothing. */
    @PostMapping("/{id}/withdraw")
    ResponseEntity<IssueView> withdraw(@PathVariable UUID id) {
        return IssueController.tagged(issues.withdraw(id));
    }

    /** @param urgency standard where it is left out */
    record IssueBody(
            @NotNull IssueKind kind,
            @Nullable IssueUrgency urgency,
            @NotBlank @Size(max = 2000) String text,
            @Nullable UUID bookingId,
            @Nullable UUID jobId) {
        private IssueReport report() {
            return new IssueReport(kind, urgency == null ? IssueUrgency.STANDARD : urgency, text, bookingId, jobId);
        }
    }
}
