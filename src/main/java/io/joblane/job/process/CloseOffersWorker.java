package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.job.domain.JobCourse;
import java.util.Map;

/** Ends the offers that nobody has answered, unless agents are still wanted: somebody may have withdrawn meanwhile. */
@JobType("job.closeOffers")
class CloseOffersWorker implements ServiceTaskWorker<JobRef> {
    private final JobCourse course;

    CloseOffersWorker(JobCourse course) {
        this.course = course;
    }

    @Override
    public Object handle(JobRef variables) {
        return Map.of("fillOutcome", course.closeOffers(variables.jobId()));
    }
}
