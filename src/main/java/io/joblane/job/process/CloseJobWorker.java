package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.job.domain.JobCourse;
import org.jspecify.annotations.Nullable;

/** Frees whom a signed-off job still holds. */
@JobType("job.closeJob")
class CloseJobWorker implements ServiceTaskWorker<JobRef> {
    private final JobCourse course;

    CloseJobWorker(JobCourse course) {
        this.course = course;
    }

    @Override
    public @Nullable Object handle(JobRef variables) {
        course.close(variables.jobId());
        return null;
    }
}
