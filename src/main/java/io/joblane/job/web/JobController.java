package io.joblane.job.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Urgency;
import io.joblane.job.domain.Eligibility;
import io.joblane.job.domain.JobChanges;
import io.joblane.job.domain.JobLog;
import io.joblane.job.domain.JobPosting;
import io.joblane.job.domain.JobSearch;
import io.joblane.job.domain.JobService;
import io.joblane.job.domain.JobTies;
import io.joblane.job.domain.Offer;
import io.joblane.job.web.JobRequests.Cancel;
import io.joblane.job.web.JobRequests.Change;
import io.joblane.job.web.JobRequests.Order;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs for the office; an agent reads those that were offered to them, or that they lead or go to. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {
    private final JobPosting posting;
    private final JobChanges changes;
    private final JobService service;
    private final JobSearch search;
    private final JobTies history;
    private final Eligibility eligibility;
    private final JobLog log;
    private final JobViews views;
    private final Idempotency idempotency;

    JobController(
            JobPosting posting,
            JobChanges changes,
            JobService service,
            JobSearch search,
            JobTies history,
            Eligibility eligibility,
            JobLog log,
            JobViews views,
            Idempotency idempotency) {
        this.posting = posting;
        this.changes = changes;
        this.service = service;
        this.search = search;
        this.history = history;
        this.eligibility = eligibility;
        this.log = log;
        this.views = views;
        this.idempotency = idempotency;
    }

    @PostMapping
    @Admin
    ResponseEntity<?> post(@Valid @RequestBody Order order, HttpServletRequest request) {
        // The limits are the engine's to say, so they come before the transaction.
        JobPosts.Draft draft = posting.draft(order.toOrder(), null, null);
        return idempotency.once(request, order, () -> {
            JobView posted = posting.postByHand(draft);
            return ResponseEntity.created(URI.create("/api/v1/jobs/" + posted.id()))
                    .header(HttpHeaders.ETAG, Versions.etag(posted.version()))
                    .body(posted);
        });
    }

    @GetMapping("/{id}")
    @PreAuthorize("isAuthenticated()")
    ResponseEntity<?> get(@PathVariable UUID id) {
        Object seen = views.visible(id);
        int version = seen instanceof JobView job ? job.version() : ((AgentJob) seen).version();
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, Versions.etag(version))
                .body(seen);
    }

    @GetMapping
    @PreAuthorize("isAuthenticated()")
    Page<?> list(
            @RequestParam @Nullable JobStatus status,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable @Size(max = 100) String type,
            @RequestParam @Nullable Urgency urgency,
            @RequestParam @Nullable @Size(max = 100) String q,
            PageQuery page) {
        UUID onlyAgent = JobViews.byAgent() ? views.me() : null;
        Cursor after = page.after();
        List<JobView> found = search.find(
                new JobSearch.Filter(status, from, to, type, urgency, q, onlyAgent),
                page.fetch(),
                after == null ? null : new JobSearch.After(after.instant(0), after.uuid(1)));
        Page<JobView> items = page.page(found, job -> Cursor.of(job.arrivalAt(), job.id()));
        return new Page<>(views.visible(items.items()), items.next());
    }

    @PutMapping("/{id}")
    @Admin
    ResponseEntity<JobView> put(
            @PathVariable UUID id,
            @Valid @RequestBody Order order,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        JobOrder wanted = order.toOrder();
        return JobViews.answer(changes.change(id, now -> wanted, Versions.expected(ifMatch)));
    }

    @PatchMapping("/{id}")
    @Admin
    ResponseEntity<JobView> patch(
            @PathVariable UUID id,
            @Valid @RequestBody Change change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return JobViews.answer(changes.change(id, change::apply, Versions.expected(ifMatch)));
    }

    @PostMapping("/{id}/cancel")
    @Admin
    ResponseEntity<?> cancel(@PathVariable UUID id, @Valid @RequestBody Cancel why, HttpServletRequest request) {
        return idempotency.once(request, why, () -> JobViews.answer(service.cancel(id, why.reason())));
    }

    /** Cancels it: a job is never forgotten. */
    @DeleteMapping("/{id}")
    @Admin
    ResponseEntity<JobView> delete(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "deleted by the office") @Size(max = 500) String reason) {
        return JobViews.answer(service.cancel(id, reason));
    }

    @GetMapping("/{id}/timeline")
    @PreAuthorize("isAuthenticated()")
    Page<JobLog.Entry> timeline(@PathVariable UUID id) {
        views.visible(id);
        return new Page<>(log.of(id), null);
    }

    @GetMapping("/{id}/offers")
    @Staff
    Page<Offer> offers(@PathVariable UUID id) {
        return new Page<>(history.offers(id), null);
    }

    /** Who would be asked now and, of the others, why not. */
    @GetMapping("/{id}/eligible-agents")
    @Staff
    Page<Eligibility.Line> eligibleAgents(@PathVariable UUID id) {
        return new Page<>(eligibility.report(id), null);
    }
}
