package io.joblane.customer.web;

import io.joblane.customer.domain.Contact;
import io.joblane.customer.domain.Contacts;
import io.joblane.customer.web.CustomerRequests.ContactBody;
import io.joblane.customer.web.CustomerRequests.ContactView;
import io.joblane.http.Idempotency;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people one speaks to at a customer. */
@RestController
@RequestMapping("/api/v1/customers/{customerId}")
@Office
class ContactController {
    private final Contacts contacts;
    private final Idempotency idempotency;

    ContactController(Contacts contacts, Idempotency idempotency) {
        this.contacts = contacts;
        this.idempotency = idempotency;
    }

    /** The primary one first. */
    @GetMapping("/contacts")
    Page<ContactView> list(@PathVariable UUID customerId) {
        return new Page<>(contacts.of(customerId).stream().map(ContactView::of).toList(), null);
    }

    @PostMapping("/contacts")
    @Staff
    ResponseEntity<?> add(
            @PathVariable UUID customerId, @Valid @RequestBody ContactBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            Contact added = contacts.add(customerId, body.fields());
            return ResponseEntity.created(URI.create("/api/v1/customers/" + customerId))
                    .eTag(Versions.etag(added.version()))
                    .body(ContactView.of(added));
        });
    }

    @PutMapping("/contacts/{id}")
    @Staff
    ResponseEntity<ContactView> change(
            @PathVariable UUID customerId,
            @PathVariable UUID id,
            @Valid @RequestBody ContactBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Contact changed = contacts.change(customerId, id, body.fields(), Versions.required(ifMatch));
        return ResponseEntity.ok().eTag(Versions.etag(changed.version())).body(ContactView.of(changed));
    }

    @DeleteMapping("/contacts/{id}")
    @Staff
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID customerId,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        contacts.delete(customerId, id, Versions.expected(ifMatch));
    }

    /** Asks for a new contact; somebody else agrees to it. */
    @PostMapping("/contact-requests")
    ResponseEntity<?> submit(
            @PathVariable UUID customerId, @Valid @RequestBody ContactBody body, HttpServletRequest request) {
        return idempotency.once(
                request,
                body,
                () -> CustomerController.submitted(
                        contacts.submit(customerId, body.fields(), CustomerRequests.reason(body.reason()))));
    }
}
