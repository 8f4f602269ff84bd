package io.joblane.sales.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.sales.domain.Prospect;
import io.joblane.sales.domain.ProspectStatus;
import io.joblane.sales.domain.Prospects;
import io.joblane.sales.web.SalesRequests.ConversionBody;
import io.joblane.sales.web.SalesRequests.ProspectBody;
import io.joblane.sales.web.SalesRequests.ProspectView;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
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

/** Prospects: a salesperson's own, everybody's for those who run the day. */
@RestController
@RequestMapping("/api/v1/prospects")
@Office
class ProspectController {
    private final Prospects prospects;
    private final Idempotency idempotency;

    ProspectController(Prospects prospects, Idempotency idempotency) {
        this.prospects = prospects;
        this.idempotency = idempotency;
    }

    /** The newest first. */
    @GetMapping
    Page<ProspectView> list(
            @RequestParam(required = false) @Nullable ProspectStatus status,
            @RequestParam(required = false) @Size(max = 200) @Nullable String q,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                prospects.page(status, q, after == null ? null : after.uuid(0), page.fetch()).stream()
                        .map(ProspectView::of)
                        .toList(),
                prospect -> Cursor.of(prospect.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<ProspectView> get(@PathVariable UUID id) {
        return tagged(prospects.get(id));
    }

    @PostMapping
    ResponseEntity<?> add(@Valid @RequestBody ProspectBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            Prospect added = prospects.add(body.fields());
            return ResponseEntity.created(URI.create("/api/v1/prospects/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(ProspectView.of(added));
        });
    }

    @PutMapping("/{id}")
    ResponseEntity<ProspectView> change(
            @PathVariable UUID id,
            @Valid @RequestBody ProspectBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(prospects.change(id, body.fields(), body.isLost(), Versions.required(ifMatch)));
    }

    /** Asks that it become a customer; somebody else agrees to it. */
    @PostMapping("/{id}/conversion-requests")
    ResponseEntity<?> submit(
            @PathVariable UUID id, @Valid @RequestBody ConversionBody body, HttpServletRequest request) {
        return idempotency.once(
                request,
                body,
                () -> SalesRequests.submitted(prospects.submit(id, body.version(), SalesRequests.text(body.reason()))));
    }

    private static ResponseEntity<ProspectView> tagged(Prospect prospect) {
        return ResponseEntity.ok().eTag(Versions.etag(prospect.version())).body(ProspectView.of(prospect));
    }
}
