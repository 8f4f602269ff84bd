package io.joblane.sales.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.sales.domain.Place;
import io.joblane.sales.domain.SalesContact;
import io.joblane.sales.domain.SalesContacts;
import io.joblane.sales.web.SalesRequests.SalesContactBody;
import io.joblane.sales.web.SalesRequests.SalesContactView;
import io.joblane.sales.web.SalesRequests.SubmissionBody;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people whom salespeople have met. */
@RestController
@RequestMapping("/api/v1/sales-contacts")
@Office
class SalesContactController {
    private final SalesContacts contacts;
    private final Idempotency idempotency;

    SalesContactController(SalesContacts contacts, Idempotency idempotency) {
        this.contacts = contacts;
        this.idempotency = idempotency;
    }

    /** The newest first. */
    @GetMapping
    Page<SalesContactView> list(
            @RequestParam(required = false) @Nullable UUID prospectId,
            @RequestParam(required = false) @Nullable UUID customerId,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                contacts
                        .page(new Place(prospectId, customerId), after == null ? null : after.uuid(0), page.fetch())
                        .stream()
                        .map(SalesContactView::of)
                        .toList(),
                contact -> Cursor.of(contact.id()));
    }

    @PostMapping
    ResponseEntity<?> add(@Valid @RequestBody SalesContactBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            SalesContact added = contacts.add(body.place(), body.fields());
            return ResponseEntity.created(URI.create("/api/v1/sales-contacts/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(SalesContactView.of(added));
        });
    }

    /** Where the person was met stays as it is. */
    @PutMapping("/{id}")
    ResponseEntity<SalesContactView> change(
            @PathVariable UUID id,
            @Valid @RequestBody SalesContactBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        SalesContact changed = contacts.change(id, body.fields(), Versions.required(ifMatch));
        return ResponseEntity.ok().eTag(Versions.etag(changed.version())).body(SalesContactView.of(changed));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        contacts.delete(id, Versions.expected(ifMatch));
    }

    /** Submit to customer record: somebody else agrees to it. */
    @PostMapping("/{id}/submissions")
    ResponseEntity<?> submit(
            @PathVariable UUID id, @Valid @RequestBody SubmissionBody body, HttpServletRequest request) {
        return idempotency.once(
                request,
                body,
                () -> SalesRequests.submitted(contacts.submit(
                        id, body.role(), Boolean.TRUE.equals(body.isPrimary()), SalesRequests.text(body.reason()))));
    }
}
