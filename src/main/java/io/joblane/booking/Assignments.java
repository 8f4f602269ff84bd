package io.joblane.booking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who goes: decided under the booking's row lock, in the caller's transaction or one of its own. */
public interface Assignments {
    /** Ties agent and vehicle to the booking; a former assignment becomes {@code reassigned}. Tells nobody: that is the process's. */
    AssignResult assign(AssignRequest request);

    /** The agent takes the trip. */
    OfferAnswer accept(UUID assignmentId, java.time.Instant occurredAt);

    /** The agent does not take the trip: the booking waits for another one. */
    OfferAnswer decline(UUID assignmentId, java.time.Instant occurredAt, @Nullable String reason);

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

    /** @param changed false where it had been answered so before, or cannot be any more */
    record OfferAnswer(boolean changed, OfferOutcome outcome) {}
}
