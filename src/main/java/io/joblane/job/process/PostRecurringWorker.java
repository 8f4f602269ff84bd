package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.job.recurrence.RecurringJobs;
import java.util.Map;

/** Posts the jobs that recur and are due. Run twice it posts nothing twice: each is posted under its recurrence's lock. */
@JobType("job.postRecurring")
class PostRecurringWorker implements PreparingWorker<PostRecurringWorker.Nothing, Integer> {
    private final RecurringJobs jobs;

    PostRecurringWorker(RecurringJobs jobs) {
        this.jobs = jobs;
    }

    record Nothing() {}

    /** In transactions of its own, one a job: each may ask the engine first. */
    @Override
    public Integer prepare(Nothing variables) {
        return jobs.postDue();
    }

    /** How many were posted is for whoever looks at the instance. */
    @Override
    public Object handle(Nothing variables, Integer posted) {
        return Map.of("posted", posted);
    }
}
