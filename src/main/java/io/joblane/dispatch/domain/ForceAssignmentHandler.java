package io.joblane.dispatch.domain;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.Difference;
import io.joblane.approval.Proposal;
import io.joblane.dispatch.domain.HandAssignment.Order;
import io.joblane.engine.Outbox;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An agent or vehicle that the rules speak against, on a booking. */
@Component
class ForceAssignmentHandler implements ApprovalHandler {
    static final String TYPE = "force_assignment";
    static final String AGENT = "agentId";
    static final String AGENT_NAME = "agent";
    static final String VEHICLE = "vehicleId";

    private final HandAssignment byHand;
    private final Outbox outbox;

    ForceAssignmentHandler(HandAssignment byHand, Outbox outbox) {
        this.byHand = byHand;
        this.outbox = outbox;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        return "Assign " + proposal.difference().text(AGENT_NAME) + " to " + proposal.targetName()
                + " outside the rules";
    }

    /** What the assignment itself may not do, a double booking above all, it still refuses: the approver is told. */
    @Override
    public void apply(Proposal proposal, String by) {
        UUID booking = proposal.requireTarget();
        Difference wanted = proposal.difference();
        byHand.assignAgreed(new Order(
                booking,
                UUID.fromString(String.valueOf(wanted.text(AGENT))),
                id(wanted.text(VEHICLE)),
                true,
                proposal.reason()));
        // The process offers the trip to the agent, wherever it stands.
        outbox.message("booking.dispatchRequested", booking);
    }

    private static @Nullable UUID id(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }
}
