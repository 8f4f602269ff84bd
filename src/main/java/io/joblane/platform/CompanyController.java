package io.joblane.platform;

import io.joblane.company.Companies;
import io.joblane.company.CompanyRecord;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.PlatformAdmin;
import io.joblane.platform.CompanyRequests.CompanyChangeRequest;
import io.joblane.platform.CompanyRequests.NewCompanyRequest;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/companies")
@PlatformAdmin
class CompanyController {
    private final Companies companies;
    private final Idempotency idempotency;

    CompanyController(Companies companies, Idempotency idempotency) {
        this.companies = companies;
        this.idempotency = idempotency;
    }

    @GetMapping
    Page<CompanyView> list(PageQuery page) {
        Cursor after = page.after();
        String from = after == null ? "" : after.text(0);
        return page.page(
                companies.records().stream()
                        .filter(one -> one.company().slug().compareTo(from) > 0)
                        .limit(page.fetch())
                        .map(CompanyView::of)
                        .toList(),
                company -> Cursor.of(company.slug()));
    }

    /** Makes the company with its database, which takes a second or two. Repeat it where it failed half-way. */
    @PostMapping
    ResponseEntity<?> create(@Valid @RequestBody NewCompanyRequest body, HttpServletRequest request) {
        if (!idempotency.isAnsweredOnPlatform(request)) {
            companies.prepare(body.company());
        }
        return idempotency.onceOnPlatform(request, body, () -> {
            CompanyRecord made = companies.create(body.slug());
            return ResponseEntity.created(
                            URI.create("/api/v1/companies/" + made.company().slug()))
                    .eTag(Versions.etag(made.version()))
                    .body(CompanyView.of(made));
        });
    }

    @GetMapping("/{slug}")
    ResponseEntity<CompanyView> read(@PathVariable String slug) {
        return tagged(companies.findRecord(slug).orElseThrow(Companies::unknown));
    }

    @PatchMapping("/{slug}")
    ResponseEntity<CompanyView> change(
            @PathVariable String slug,
            @Valid @RequestBody CompanyChangeRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Integer expected = Versions.required(ifMatch);
        return tagged(companies.change(slug, version -> Versions.check(version, expected), body::over));
    }

    /** @param until opens again by itself then; missing: when the suspension is deleted */
    record SuspensionRequest(
            @NotBlank @Size(max = 200) String reason,
            @Nullable Instant until) {}

    /** Closes the company for maintenance. Suspending it again replaces reason and end. */
    @PostMapping("/{slug}/suspension")
    ResponseEntity<CompanyView> suspend(@PathVariable String slug, @Valid @RequestBody SuspensionRequest body) {
        return tagged(companies.suspend(slug, body.reason(), body.until()));
    }

    @DeleteMapping("/{slug}/suspension")
    ResponseEntity<CompanyView> resume(@PathVariable String slug) {
        return tagged(companies.resume(slug));
    }

    /** @param target a version, {@code latest}; missing: what the installation is set to */
    record MigrationRequest(
            @Pattern(regexp = "latest|\\d{1,6}", message = "must be latest or a version, e.g. 4") @Nullable String target) {}

    /** Tries a newer schema on this company alone, and keeps it at that target. Forwards only. */
    @PostMapping("/{slug}/migration")
    ResponseEntity<CompanyView> migrate(@PathVariable String slug, @Valid @RequestBody MigrationRequest body) {
        return tagged(companies.migrate(slug, body.target()));
    }

    private static ResponseEntity<CompanyView> tagged(CompanyRecord one) {
        return ResponseEntity.ok().eTag(Versions.etag(one.version())).body(CompanyView.of(one));
    }
}
