package io.joblane.dispatch.domain;

import io.joblane.booking.AssignResult;
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
        AssignResult result = assignments.assignFirstFree(bookingId, decisions.choices(decisionId), round, decisionId);
        String outcome = switch (result.kind()) {
            case ASSIGNED -> "assigned";
            case BUSY -> "nobody";
            case CLOSED -> "closed";
        };
        decisions.decided(decisionId, outcome, result.agentId());
        return new Choice(outcome, result.assignmentId(), result.agentId());
    }
}
