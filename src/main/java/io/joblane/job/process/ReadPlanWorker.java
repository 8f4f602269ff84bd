package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.job.domain.JobCourse;
import io.joblane.job.domain.JobCourse.Plan;
import io.joblane.shared.LowerCase;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the process where the job stands, so that it finds its place whatever happened meanwhile. */
@JobType("job.readPlan")
class ReadPlanWorker implements ServiceTaskWorker<JobRef> {
    private final JobCourse course;

    ReadPlanWorker(JobCourse course) {
        this.course = course;
    }

    /** @param handOver whether open offers have no tasks: those of an earlier search ended with it */
    record Answer(
            String jobStage, Instant arrivalAt, @Nullable UUID agentId, Map<String, String> limits, boolean handOver) {}

    @Override
    public Object handle(JobRef variables) {
        Plan plan = course.plan(variables.jobId());
        return new Answer(LowerCase.of(plan.stage()), plan.arrivalAt(), plan.agentId(), plan.limits(), true);
    }
}
