package io.joblane.customer.web;

import io.joblane.customer.domain.ManagementCompanies;
import io.joblane.customer.domain.ManagementCompany;
import io.joblane.customer.web.CustomerRequests.ManagementCompanyBody;
import io.joblane.customer.web.CustomerRequests.ManagementCompanyView;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The companies that look after customers' properties. */
@RestController
@RequestMapping("/api/v1/management-companies")
@Office
class ManagementCompanyController {
    private final ManagementCompanies companies;
    private final Idempotency idempotency;

    ManagementCompanyController(ManagementCompanies companies, Idempotency idempotency) {
        this.companies = companies;
        this.idempotency = idempotency;
    }

    /** The newest first. */
    @GetMapping
    Page<ManagementCompanyView> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                companies.page(after == null ? null : after.uuid(0), page.fetch()).stream()
                        .map(ManagementCompanyView::of)
                        .toList(),
                company -> Cursor.of(company.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<ManagementCompanyView> get(@PathVariable UUID id) {
        return tagged(companies.get(id));
    }

    @PostMapping
    @Staff
    ResponseEntity<?> add(@Valid @RequestBody ManagementCompanyBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            ManagementCompany added = companies.add(body.fields());
            return ResponseEntity.created(URI.create("/api/v1/management-companies/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(ManagementCompanyView.of(added));
        });
    }

    @PutMapping("/{id}")
    @Staff
    ResponseEntity<ManagementCompanyView> change(
            @PathVariable UUID id,
            @Valid @RequestBody ManagementCompanyBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(companies.change(id, body.fields(), Versions.required(ifMatch)));
    }

    private static ResponseEntity<ManagementCompanyView> tagged(ManagementCompany company) {
        return ResponseEntity.ok().eTag(Versions.etag(company.version())).body(ManagementCompanyView.of(company));
    }
}
