package io.joblane.visit.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.visit.domain.VisitService;
import java.util.Map;

/** The agent should have checked in by now; a check-in that was first counts. */
@JobType("visit.reportAbsence")
class ReportAbsenceWorker implements ServiceTaskWorker<VisitRef> {
    private final VisitService visits;

    ReportAbsenceWorker(VisitService visits) {
        this.visits = visits;
    }

    @Override
    public Object handle(VisitRef variables) {
        return Map.of("presence", visits.isAbsent(variables.assignmentId()) ? "absent" : "there");
    }
}
