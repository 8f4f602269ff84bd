package io.joblane.backup;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.PlatformAdmin;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Backups of the control database: companies, people, keys. It is put back at a start only. */
@RestController
@RequestMapping("/api/v1/platform/backups")
@PlatformAdmin
class ControlBackupController {
    private final Backups backups;
    private final Idempotency idempotency;

    ControlBackupController(Backups backups, Idempotency idempotency) {
        this.backups = backups;
        this.idempotency = idempotency;
    }

    /** Newest first. */
    @GetMapping
    Page<BackupRun> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                backups.page(Backups.CONTROL, after == null ? null : after.uuid(0), page.fetch()),
                run -> Cursor.of(run.id()));
    }

    /** Begins a backup; the address says how it ends. */
    @PostMapping
    ResponseEntity<?> backUp(HttpServletRequest request) {
        return idempotency.onceOnPlatform(request, null, () -> {
            BackupRun run = backups.start(Backups.CONTROL, "manual");
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/platform/backups/" + run.id()))
                    .body(run);
        });
    }

    @GetMapping("/{id}")
    BackupRun backup(@PathVariable UUID id) {
        return backups.get(Backups.CONTROL, id);
    }
}
