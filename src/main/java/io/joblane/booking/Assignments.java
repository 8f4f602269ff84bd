package io.joblane.booking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who goes: decided under the booking's row lock, in the caller's transaction or one of its own. */
public interface Assignments {
    /** Ties agent and vehicle to the booking; a former assignment becomes {@code reassigned}. Tells nobody: that is the process's. */
    AssignResult assign(AssignRequest request);

    /**
     * Ties the first of them who is still free to a booking that waits for an agent.
     *
     * @param crews in the order in which they shall be tried
     * @param round which automatic search it is, 1 for the first
     */
    AssignResult assignFirstFree(UUID bookingId, List<Crew> crews, int round, UUID decisionId);

    /**
     * The agent takes the trip that is offered to them, or not: then the booking waits for another one.
     *
     * @param answer accepted or declined
     * @return empty where the booking is another agent's, or nobody's
     */
    Optional<OfferAnswer> answer(
            UUID bookingId, UUID agentId, OfferOutcome answer, Instant occurredAt, @Nullable String reason);

    /** The time to answer is over; an answer that was first counts. */
    OfferOutcome expire(UUID assignmentId);

    /**
     * Takes the agent off the booking, which waits for another one.
     *
     * @throws io.joblane.shared.Problem 409 where no agent is on it
     */
    void release(UUID bookingId, String reason);

    /** Asks the process to decide the dispatch anew. */
    void requestDispatch(UUID bookingId, @Nullable UUID preferredAgentId);

    /** Who would go, and with what. */
    record Crew(UUID agentId, UUID vehicleId) {}

    /** @param changed false where it had been answered so before, or cannot be any more */
    record OfferAnswer(boolean changed, OfferOutcome outcome) {}
}
