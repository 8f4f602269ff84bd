package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.job.domain.JobCourse;
import java.util.Map;

/** The arrival time has come; an agent, or another time, that came first counts. */
@JobType("job.expire")
class ExpireWorker implements ServiceTaskWorker<JobRef> {
    private final JobCourse course;

    ExpireWorker(JobCourse course) {
        this.course = course;
    }

    @Override
    public Object handle(JobRef variables) {
        return Map.of("expiryOutcome", course.expire(variables.jobId()));
    }
}
