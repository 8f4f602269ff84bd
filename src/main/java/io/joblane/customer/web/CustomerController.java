package io.joblane.customer.web;

import io.joblane.customer.domain.Contacts;
import io.joblane.customer.domain.CustomerFilter;
import io.joblane.customer.domain.CustomerHistory;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.customer.web.CustomerRequests.ChangeRequestBody;
import io.joblane.customer.web.CustomerRequests.ContactView;
import io.joblane.customer.web.CustomerRequests.CustomerBody;
import io.joblane.customer.web.CustomerRequests.Submitted;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
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

/** Customer records. Everybody in the office reads them and may ask for a change; those who run the day make it. */
@RestController
@RequestMapping("/api/v1/customers")
@Office
class CustomerController {
    private final CustomerRecords records;
    private final Contacts contacts;
    private final CustomerHistory history;
    private final Idempotency idempotency;

    CustomerController(CustomerRecords records, Contacts contacts, CustomerHistory history, Idempotency idempotency) {
        this.records = records;
        this.contacts = contacts;
        this.history = history;
        this.idempotency = idempotency;
    }

    record Whole(CustomerRecord customer, List<ContactView> contacts) {}

    /** By name. */
    @GetMapping
    Page<CustomerRecord> list(
            @RequestParam(required = false) @Size(max = 200) @Nullable String q,
            @RequestParam(required = false) @Nullable UUID salespersonId,
            @RequestParam(required = false) @Nullable UUID managementCompanyId,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                records.page(
                        new CustomerFilter(q, salespersonId, managementCompanyId),
                        after == null ? null : storable(after.text(0)),
                        after == null ? null : after.uuid(1),
                        page.fetch()),
                customer -> Cursor.of(customer.name(), customer.id()));
    }

    /** A cursor is not signed, so somebody may have put into it what no name can hold. */
    private static String storable(String name) {
        return name.replace("\0", "");
    }

    @GetMapping("/{id}")
    ResponseEntity<Whole> get(@PathVariable UUID id) {
        CustomerRecord customer = records.get(id);
        return ResponseEntity.ok()
                .eTag(Versions.etag(customer.version()))
                .body(new Whole(
                        customer, contacts.of(id).stream().map(ContactView::of).toList()));
    }

    @PostMapping
    @Staff
    ResponseEntity<?> add(@Valid @RequestBody CustomerBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            CustomerRecord added = records.add(body.fields());
            return ResponseEntity.created(URI.create("/api/v1/customers/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    @PutMapping("/{id}")
    @Staff
    ResponseEntity<CustomerRecord> change(
            @PathVariable UUID id,
            @Valid @RequestBody CustomerBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        CustomerRecord changed = records.change(id, Versions.required(ifMatch), before -> body.fields());
        return ResponseEntity.ok().eTag(Versions.etag(changed.version())).body(changed);
    }

    /** Asks for a change of the record; somebody else agrees to it. */
    @PostMapping("/{id}/change-requests")
    ResponseEntity<?> submit(
            @PathVariable UUID id, @Valid @RequestBody ChangeRequestBody body, HttpServletRequest request) {
        return idempotency.once(
                request,
                body,
                () -> submitted(
                        records.submit(id, body.version(), body::over, CustomerRequests.reason(body.reason()))));
    }

    /** What has become of the record and of its contacts, the newest first. */
    @GetMapping("/{id}/history")
    Page<CustomerHistory.Entry> history(@PathVariable UUID id, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                history.page(
                        id,
                        after == null ? null : after.instant(0),
                        after == null ? null : after.number(1),
                        page.fetch()),
                entry -> Cursor.of(entry.at(), entry.number()));
    }

    static ResponseEntity<?> submitted(UUID approval) {
        return ResponseEntity.created(URI.create("/api/v1/approvals/" + approval))
                .body(new Submitted(approval));
    }
}
