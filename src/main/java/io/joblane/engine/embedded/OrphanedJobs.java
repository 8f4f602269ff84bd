package io.joblane.engine.embedded;

import io.camunda.zeebe.engine.state.immutable.JobState;
import io.camunda.zeebe.engine.state.immutable.JobState.DeadlineIndex;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.stream.api.scheduling.SimpleProcessingScheduleService;
import io.camunda.zeebe.stream.api.scheduling.TaskResult;
import io.camunda.zeebe.stream.api.scheduling.TaskResultBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives back the jobs that were activated when the engine went down. Their workers were connected to that engine, so no
 * answer can come any more, or it comes as from any worker that was too late; without this they would wait for their
 * timeout. To be called before any client can connect.
 */
final class OrphanedJobs {
    private final JobState jobs;
    private final SimpleProcessingScheduleService schedule;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private int total;

    OrphanedJobs(JobState jobs, SimpleProcessingScheduleService schedule) {
        this.jobs = jobs;
        this.schedule = schedule;
    }

    /** Returns their number once the commands that give them back are in the log. */
    CompletableFuture<Integer> giveBack() {
        schedule.runDelayed(Duration.ZERO, result -> giveBack(result, null));
        return done;
    }

    private TaskResult giveBack(TaskResultBuilder result, @Nullable DeadlineIndex from) {
        var count = new AtomicInteger();
        // the index of deadlines knows every activated job
        var rest = jobs.forEachTimedOutEntry(Long.MAX_VALUE, from, (key, job) -> {
            boolean fits = result.appendCommandRecord(key, JobIntent.YIELD, job);
            if (fits) {
                count.incrementAndGet();
            }
            return fits;
        });
        total += count.get();
        if (rest != null && count.get() > 0) {
            schedule.runDelayed(Duration.ZERO, next -> giveBack(next, rest));
        } else {
            schedule.runDelayed(Duration.ZERO, () -> done.complete(total));
        }
        return result.build();
    }
}
