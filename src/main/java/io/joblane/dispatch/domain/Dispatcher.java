package io.joblane.dispatch.domain;

import io.joblane.booking.AssignRequest;
import io.joblane.booking.AssignResult;
import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.Assignments;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes the best agent of a ranking who is still free when it is written down. */
@Service
public class Dispatcher {
    private final Assignments assignments;
    private final DispatchDecisions decisions;

    Dispatcher(Assignments assignments, DispatchDecisions decisions) {
        this.assignments = assignments;
        this.decisions = decisions;
    }

    /** @param result {@code assigned}, {@code nobody}, or {@code closed} where the booking waits for nobody any more */
    public record Choice(
            String result,
            @Nullable UUID assignmentId,
            @Nullable UUID agentId) {}

    public Choice assignBest(UUID bookingId, UUID decisionId, int round) {
        for (DispatchDecisions.Choice next : decisions.choices(decisionId)) {
            AssignResult result = assignments.assign(new AssignRequest(
                    bookingId, next.agentId(), next.vehicleId(), AssignmentMethod.AUTOMATIC, round, decisionId, null));
            if (result.kind() == AssignResult.Kind.ASSIGNED) {
                decisions.decided(decisionId, "assigned", next.agentId());
                return new Choice("assigned", result.assignmentId(), next.agentId());
            }
            if (result.kind() == AssignResult.Kind.CLOSED) {
                decisions.decided(decisionId, "closed", null);
                return new Choice("closed", null, null);
            }
        }
        decisions.decided(decisionId, "nobody", null);
        return new Choice("nobody", null, null);
    }
}
