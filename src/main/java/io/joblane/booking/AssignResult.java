package io.joblane.booking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of an {@link AssignRequest}. */
public record AssignResult(
        Kind kind, @Nullable UUID assignmentId, @Nullable UUID agentId) {
    public enum Kind {
        ASSIGNED,
        /** The agent or the vehicle is not free in the trip's window: try the next one. */
        BUSY,
        /** The booking waits for nobody (any more). */
        CLOSED
    }

    public static AssignResult assigned(UUID assignmentId, UUID agentId) {
        return new AssignResult(Kind.ASSIGNED, assignmentId, agentId);
    }

    public static AssignResult busy() {
        return new AssignResult(Kind.BUSY, null, null);
    }

    public static AssignResult closed() {
        return new AssignResult(Kind.CLOSED, null, null);
    }
}
