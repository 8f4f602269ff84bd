package io.joblane.backup;

import io.joblane.company.Companies;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.PlatformAdmin;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/companies/{slug}")
@PlatformAdmin
class BackupController {
    private final Companies companies;
    private final Backups backups;
    private final Restores restores;
    private final Idempotency idempotency;

    BackupController(Companies companies, Backups backups, Restores restores, Idempotency idempotency) {
        this.companies = companies;
        this.backups = backups;
        this.restores = restores;
        this.idempotency = idempotency;
    }

    /** Newest first. */
    @GetMapping("/backups")
    Page<BackupRun> list(@PathVariable String slug, PageQuery page) {
        companies.requireKnown(slug);
        Cursor after = page.after();
        return page.page(
                backups.page(slug, after == null ? null : after.uuid(0), page.fetch()), run -> Cursor.of(run.id()));
    }

    /** Begins a backup; the address says how it ends. */
    @PostMapping("/backups")
    ResponseEntity<?> backUp(@PathVariable String slug, HttpServletRequest request) {
        companies.requireKnown(slug);
        return idempotency.onceOnPlatform(request, null, () -> {
            BackupRun run = backups.start(slug, "manual");
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/companies/" + slug + "/backups/" + run.id()))
                    .body(run);
        });
    }

    @GetMapping("/backups/{id}")
    BackupRun backup(@PathVariable String slug, @PathVariable UUID id) {
        companies.requireKnown(slug);
        return backups.get(slug, id);
    }

    record RestorationRequest(@NotNull UUID backup) {}

    /** Begins to put the company back to that backup; what was done since is lost. The address says how far it is. */
    @PostMapping("/restorations")
    ResponseEntity<?> restore(
            @PathVariable String slug, @Valid @RequestBody RestorationRequest body, HttpServletRequest request) {
        return idempotency.onceOnPlatform(request, body, () -> {
            RestoreRun run = restores.start(slug, body.backup());
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/companies/" + slug + "/restorations/" + run.id()))
                    .body(run);
        });
    }

    @GetMapping("/restorations/{id}")
    RestoreRun restoration(@PathVariable String slug, @PathVariable UUID id) {
        return restores.get(slug, id);
    }
}
