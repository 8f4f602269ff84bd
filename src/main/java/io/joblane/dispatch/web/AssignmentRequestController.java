package io.joblane.dispatch.web;

import io.joblane.dispatch.domain.AssignmentRequests;
import io.joblane.http.Idempotency;
import io.joblane.identity.Staff;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks to assign somebody whom the rules speak against. */
@RestController
@RequestMapping("/api/v1/bookings/{id}/assignment-requests")
@Staff
class AssignmentRequestController {
    private final AssignmentRequests requests;
    private final Idempotency idempotency;

    AssignmentRequestController(AssignmentRequests requests, Idempotency idempotency) {
        this.requests = requests;
        this.idempotency = idempotency;
    }

    /** @param vehicleId null takes the agent's current vehicle, else a free one of any type */
    record AssignmentBody(
            @NotNull UUID agentId,
            @Nullable UUID vehicleId,
            @NotBlank @Size(max = 500) String reason) {}

    /** @param approvalId of the request that was made */
    record Submitted(UUID approvalId) {}

    @PostMapping
    ResponseEntity<?> submit(
            @PathVariable UUID id, @Valid @RequestBody AssignmentBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            UUID approval = requests.submit(
                    id, body.agentId(), body.vehicleId(), body.reason().strip());
            return ResponseEntity.created(URI.create("/api/v1/approvals/" + approval))
                    .body(new Submitted(approval));
        });
    }
}
