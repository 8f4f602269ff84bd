package io.joblane.sales.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.sales.domain.Place;
import io.joblane.sales.domain.SalesVisits;
import io.joblane.sales.domain.SalesVisits.SalesVisit;
import io.joblane.sales.domain.VisitTags;
import io.joblane.sales.domain.VisitTags.VisitTag;
import io.joblane.sales.web.SalesRequests.TagBody;
import io.joblane.sales.web.SalesRequests.VisitBody;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where salespeople were, and the company's words for it. */
@RestController
@RequestMapping("/api/v1")
@Office
class SalesVisitController {
    private final SalesVisits visits;
    private final VisitTags tags;
    private final Idempotency idempotency;

    SalesVisitController(SalesVisits visits, VisitTags tags, Idempotency idempotency) {
        this.visits = visits;
        this.tags = tags;
        this.idempotency = idempotency;
    }

    /** The latest first. */
    @GetMapping("/sales-visits")
    Page<SalesVisit> list(
            @RequestParam(required = false) @Nullable UUID prospectId,
            @RequestParam(required = false) @Nullable UUID customerId,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                visits.page(
                        new Place(prospectId, customerId),
                        after == null ? null : after.instant(0),
                        after == null ? null : after.uuid(1),
                        page.fetch()),
                visit -> Cursor.of(visit.visitedAt(), visit.id()));
    }

    @PostMapping("/sales-visits")
    ResponseEntity<?> add(@Valid @RequestBody VisitBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            SalesVisit added = visits.add(
                    body.place(),
                    body.visitedAt(),
                    body.notes().strip(),
                    body.tags() == null ? List.of() : body.tags());
            return ResponseEntity.created(URI.create("/api/v1/sales-visits")).body(added);
        });
    }

    /** By name. */
    @GetMapping("/visit-tags")
    Page<VisitTag> tags() {
        return new Page<>(tags.all(), null);
    }

    @PostMapping("/visit-tags")
    @Staff
    ResponseEntity<?> addTag(@Valid @RequestBody TagBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            VisitTag added = tags.add(body.name().strip());
            return ResponseEntity.created(URI.create("/api/v1/visit-tags"))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    @PutMapping("/visit-tags/{id}")
    @Staff
    ResponseEntity<VisitTag> changeTag(
            @PathVariable UUID id,
            @Valid @RequestBody TagBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        VisitTag changed = tags.change(id, body.name().strip(), body.isActive(), Versions.required(ifMatch));
        return ResponseEntity.ok().eTag(Versions.etag(changed.version())).body(changed);
    }
}
