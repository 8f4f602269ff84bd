package io.joblane.job.recurrence;

import io.joblane.identity.Staff;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import io.joblane.shared.Problem;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** The same job once more, whatever became of the first. */
@Service
@Staff
class JobCopies {
    private final Jobs jobs;
    private final JobPosts posts;

    JobCopies(Jobs jobs, JobPosts posts) {
        this.jobs = jobs;
        this.posts = posts;
    }

    /**
     * Asks the engine for the job's limits, so call it outside any transaction.
     *
     * @param copy what is wanted this time, of the job that is copied
     * @throws Problem 404; 422 as for every job
     */
    JobPosts.Draft draft(UUID id, Function<JobView, JobOrder> copy) {
        JobView job = jobs.find(id).orElseThrow(() -> Problem.notFound("job_not_found", "There is no such job."));
        return posts.draft(copy.apply(job), id, null);
    }

    JobView post(JobPosts.Draft draft) {
        return posts.post(draft);
    }
}
