package io.joblane.audit;

import io.joblane.http.PageQuery;
import io.joblane.identity.Admin;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who changed what, for the company's admins. */
@RestController
@RequestMapping("/api/v1/audit")
@Admin
class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    /** The newest first. */
    @GetMapping
    Page<AuditEntry> list(
            @RequestParam(required = false) @Nullable String entity,
            @RequestParam(required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable UUID user,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            PageQuery page) {
        if (id != null && entity == null) {
            throw Problem.badRequest("entity_required", "Say with \"entity\" of what this is the id, e.g. booking.");
        }
        AuditFilter filter = new AuditFilter(entity, id, user, from, to);
        Page<AuditTrail.Placed> found =
                page.page(trail.page(filter, page.after(), page.fetch()), AuditTrail.Placed::cursor);
        return new Page<>(found.items().stream().map(AuditTrail.Placed::entry).toList(), found.next());
    }
}
