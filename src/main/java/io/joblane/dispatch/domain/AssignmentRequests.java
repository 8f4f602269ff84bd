package io.joblane.dispatch.domain;

import io.joblane.approval.Approvals;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where a dispatcher asks to assign somebody whom the rules speak against; an admin may do so without asking. */
@Service
@Staff
public class AssignmentRequests {
    private final Bookings bookings;
    private final Agents agents;
    private final Approvals approvals;

    AssignmentRequests(Bookings bookings, Agents agents, Approvals approvals) {
        this.bookings = bookings;
        this.agents = agents;
        this.approvals = approvals;
    }

    /**
     * @return the request's id
     * @throws Problem 404, 409 {@code booking_closed}
     */
    @Transactional
    public UUID submit(UUID bookingId, UUID agentId, @Nullable UUID vehicleId, String reason) {
        BookingView booking = bookings.find(bookingId)
                .orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
        if (!booking.status().isOpen()) {
            throw Problem.conflict("booking_closed", "The booking does not wait for an agent any more.");
        }
        AgentView agent =
                agents.find(agentId).orElseThrow(() -> Problem.notFound("agent_not_found", "There is no such agent."));
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put(ForceAssignmentHandler.AGENT, agentId.toString());
        wanted.put(ForceAssignmentHandler.AGENT_NAME, agent.name());
        wanted.put(ForceAssignmentHandler.VEHICLE, vehicleId == null ? null : vehicleId.toString());
        UUID request = Ids.next();
        approvals.submit(new NewApproval(
                request,
                ForceAssignmentHandler.TYPE,
                bookingId,
                booking.reference(),
                null,
                null,
                null,
                null,
                null,
                Difference.ofNew(wanted),
                reason));
        return request;
    }
}
