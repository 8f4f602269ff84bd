package io.joblane.visit.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.engine.WorkerFault;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import io.joblane.visit.domain.SiteDecision;
import io.joblane.visit.domain.SiteRules;
import io.joblane.visit.domain.VisitService;
import java.util.UUID;

/** Tells the process where the visit stands, and keeps the site's rules for the taps to come. */
@JobType("visit.readVisit")
class ReadVisitWorker implements PreparingWorker<ReadVisitWorker.Variables, SiteRules> {
    private final VisitService visits;
    private final Jobs jobs;
    private final SiteDecision decision;

    ReadVisitWorker(VisitService visits, Jobs jobs, SiteDecision decision) {
        this.visits = visits;
        this.jobs = jobs;
        this.decision = decision;
    }

    record Variables(UUID assignmentId, UUID jobId) {}

    @Override
    public SiteRules prepare(Variables variables) {
        return jobs.find(variables.jobId())
                .map(JobView::type)
                .map(decision::rules)
                .orElseThrow(() -> new WorkerFault("Job " + variables.jobId()
                        + " is not in this company's database: cancel the instance if it was removed on purpose."));
    }

    @Override
    public Object handle(Variables variables, SiteRules rules) {
        return visits.read(variables.assignmentId(), variables.jobId(), rules);
    }
}
