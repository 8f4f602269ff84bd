package io.joblane.dispatch.process;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.Bookings;
import io.joblane.dispatch.domain.HandAssignment;
import io.joblane.dispatch.domain.HandAssignment.Order;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A dispatcher names the agent; data: agentId, vehicleId, force, reason. */
@Component
class AssignByHandTask implements TaskStep {
    private final HandAssignment byHand;
    private final Bookings bookings;

    AssignByHandTask(HandAssignment byHand, Bookings bookings) {
        this.byHand = byHand;
        this.bookings = bookings;
    }

    @Override
    public String type() {
        return "dispatch.assignByHand";
    }

    @Override
    public String elementId() {
        return "Task_AssignByHand";
    }

    @Override
    public List<String> outcomes() {
        return List.of("assigned");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        UUID bookingId = task.bookingId();
        if (bookingId == null
                || bookings.find(bookingId)
                        .filter(b -> b.status() == BookingStatus.AWAITING_ASSIGNMENT)
                        .isEmpty()) {
            return Verdict.noLongerPossible("The booking does not wait for an agent any more.");
        }
        UUID agentId = id(data, "agentId");
        if (agentId == null) {
            throw Problem.unprocessable("agent_required", "data.agentId must name the agent.");
        }
        UUID assignment = byHand.assign(new Order(
                bookingId,
                agentId,
                id(data, "vehicleId"),
                data.path("force").asBoolean(false),
                data.path("reason").asString(null)));
        return Verdict.done(Map.of("assignResult", "assigned", "assignmentId", assignment, "agentId", agentId));
    }

    private static @Nullable UUID id(JsonNode data, String name) {
        String text = data.path(name).asString("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("invalid_id", "data." + name + " must be a UUID.");
        }
    }
}
