package io.joblane.approval.web;

import io.joblane.approval.role.RoleRequests;
import io.joblane.http.Idempotency;
import io.joblane.identity.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks for another role of somebody in the company. */
@RestController
@RequestMapping("/api/v1/users/{id}/role-requests")
@PreAuthorize("@roles.any('admin', 'platform_admin', 'manager')")
class RoleRequestController {
    private final RoleRequests requests;
    private final Idempotency idempotency;

    RoleRequestController(RoleRequests requests, Idempotency idempotency) {
        this.requests = requests;
        this.idempotency = idempotency;
    }

    record RoleBody(
            @NotNull Role role, @Nullable @Size(max = 500) String reason) {}

    /** @param approvalId of the request that was made */
    record Submitted(UUID approvalId) {}

    @PostMapping
    ResponseEntity<?> submit(@PathVariable UUID id, @Valid @RequestBody RoleBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            UUID approval = requests.submit(
                    id, body.role(), body.reason() == null ? "" : body.reason().strip());
            return ResponseEntity.created(URI.create("/api/v1/approvals/" + approval))
                    .body(new Submitted(approval));
        });
    }
}
