package io.joblane.dispatch.process;

import io.joblane.dispatch.domain.Dispatcher;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the best ranked agent who is still free. */
@JobType("dispatch.assignAgent")
class AssignAgentWorker implements ServiceTaskWorker<AssignAgentWorker.Input> {
    private final Dispatcher dispatcher;

    AssignAgentWorker(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    record Input(UUID bookingId, UUID decisionId, @Nullable Integer round) {}

    /** {@code offerOutcome} is cleared, so that an earlier agent's answer is not taken for this one's. */
    record Answer(
            String assignResult,
            @Nullable UUID assignmentId,
            @Nullable UUID agentId,
            @Nullable String offerOutcome) {}

    @Override
    public Object handle(Input variables) {
        Dispatcher.Choice choice = dispatcher.assignBest(
                variables.bookingId(), variables.decisionId(), variables.round() == null ? 1 : variables.round());
        return new Answer(choice.result(), choice.assignmentId(), choice.agentId(), null);
    }
}
