package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.job.domain.JobCourse;
import java.util.Map;

/** Whether the job really is cancelled. */
@JobType("job.readEnd")
class ReadEndWorker implements ServiceTaskWorker<JobRef> {
    private final JobCourse course;

    ReadEndWorker(JobCourse course) {
        this.course = course;
    }

    @Override
    public Object handle(JobRef variables) {
        return Map.of("jobEnd", course.readEnd(variables.jobId()));
    }
}
