package io.joblane.dispatch.web;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.Assignments;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.dispatch.domain.AutoDispatch;
import io.joblane.dispatch.domain.AutoDispatch.Wish;
import io.joblane.dispatch.domain.DispatchDecisions;
import io.joblane.dispatch.domain.HandAssignment;
import io.joblane.dispatch.domain.Ranker;
import io.joblane.dispatch.domain.Ranking;
import io.joblane.engine.Outbox;
import io.joblane.http.Idempotency;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Who goes, and why. */
@RestController
@RequestMapping("/api/v1/bookings/{id}")
@Staff
class DispatchController {
    private final Bookings bookings;
    private final Assignments assignments;
    private final HandAssignment byHand;
    private final AutoDispatch autoDispatch;
    private final Ranker ranker;
    private final DispatchDecisions decisions;
    private final Outbox outbox;
    private final Idempotency idempotency;

    DispatchController(
            Bookings bookings,
            Assignments assignments,
            HandAssignment byHand,
            AutoDispatch autoDispatch,
            Ranker ranker,
            DispatchDecisions decisions,
            Outbox outbox,
            Idempotency idempotency) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.byHand = byHand;
        this.autoDispatch = autoDispatch;
        this.ranker = ranker;
        this.decisions = decisions;
        this.outbox = outbox;
        this.idempotency = idempotency;
    }

    /** @param vehicleId null takes the agent's current vehicle, else a free one of the booked type */
    record Assign(
            @NotNull UUID agentId,
            @Nullable UUID vehicleId,
            @Nullable Boolean force,
            @Nullable @Size(max = 500) String reason) {}

    /** Everything may be left out. */
    record AutoDispatchRequest(
            @Nullable UUID preferredAgentId,
            @Nullable VehicleType vehicleType,
            @Nullable Instant pickupAt) {}

    record Dispatched(
            @Nullable UUID decisionId,
            String status,
            @Nullable AssignmentView assignment) {}

    record Candidates(
            JsonNode items,
            JsonNode rejectedCounts,
            JsonNode rejectedNearest,
            @Nullable Integer decisionVersion) {}

    /** Who would be asked now, best first, and who not and why; nothing is decided. */
    @GetMapping("/candidates")
    Candidates candidates(@PathVariable UUID id) {
        Ranking ranking = ranker.rank(id, 1);
        return new Candidates(
                ranking.ranked(), ranking.rejectedCounts(), ranking.rejectedNearest(), ranking.decisionVersion());
    }

    @GetMapping("/dispatch-decisions")
    Page<DispatchDecisions.Entry> decisions(@PathVariable UUID id) {
        require(id);
        return new Page<>(decisions.of(id), null);
    }

    @PostMapping("/auto-dispatch")
    ResponseEntity<?> autoDispatch(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable AutoDispatchRequest wish) {
        AutoDispatch.Outcome outcome = autoDispatch.dispatch(
                id,
                wish == null
                        ? new Wish(null, null, null)
                        : new Wish(wish.preferredAgentId(), wish.vehicleType(), wish.pickupAt()));
        return ResponseEntity.accepted()
                .body(new Dispatched(outcome.decisionId(), outcome.status(), outcome.assignment()));
    }

    @PostMapping("/assignments")
    ResponseEntity<?> assign(@PathVariable UUID id, @Valid @RequestBody Assign order, HttpServletRequest request) {
        return idempotency.once(request, order, () -> {
            byHand.assign(new HandAssignment.Order(
                    id, order.agentId(), order.vehicleId(), Boolean.TRUE.equals(order.force()), order.reason()));
            // The process offers the trip to the agent, wherever it stands.
            outbox.message("booking.dispatchRequested", id);
            AssignmentView made = bookings.currentAssignment(id).orElseThrow();
            return ResponseEntity.created(URI.create("/api/v1/bookings/" + id)).body(made);
        });
    }

    @DeleteMapping("/assignments/current")
    @Admin
    ResponseEntity<Void> release(@PathVariable UUID id, @RequestParam @NotBlank @Size(max = 500) String reason) {
        assignments.release(id, reason);
        return ResponseEntity.noContent().build();
    }

    private BookingView require(UUID id) {
        return bookings.find(id).orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
    }
}
