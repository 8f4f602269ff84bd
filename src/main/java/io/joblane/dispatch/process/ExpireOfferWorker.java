package io.joblane.dispatch.process;

import io.joblane.booking.Assignments;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.shared.LowerCase;
import java.util.Map;
import java.util.UUID;

/** The time to answer is over; an answer that was first counts. */
@JobType("dispatch.expireOffer")
class ExpireOfferWorker implements ServiceTaskWorker<ExpireOfferWorker.Input> {
    private final Assignments assignments;

    ExpireOfferWorker(Assignments assignments) {
        this.assignments = assignments;
    }

    record Input(UUID assignmentId) {}

    @Override
    public Object handle(Input variables) {
        return Map.of("offerOutcome", LowerCase.of(assignments.expire(variables.assignmentId())));
    }
}
