package io.joblane.visit.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.visit.domain.VisitService;
import org.jspecify.annotations.Nullable;

/** Nobody said in time whether the changed time suits: the slot is free again, unless an answer was first. */
@JobType("visit.lapseConfirmation")
class LapseConfirmationWorker implements ServiceTaskWorker<VisitRef> {
    private final VisitService visits;

    LapseConfirmationWorker(VisitService visits) {
        this.visits = visits;
    }

    @Override
    public @Nullable Object handle(VisitRef variables) {
        visits.lapseConfirmation(variables.assignmentId());
        return null;
    }
}
