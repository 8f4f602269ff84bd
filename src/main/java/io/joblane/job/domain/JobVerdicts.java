package io.joblane.job.domain;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.job.JobStatus;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What a person decides of a job in a user task; the task says who may. */
@Service
public class JobVerdicts {
    private final JobStore jobs;
    private final JobTable table;
    private final JobService service;
    private final JobChanges changes;
    private final JobLog log;
    private final Clock clock;
    private final Transactions transactions;

    JobVerdicts(
            JobStore jobs,
            JobTable table,
            JobService service,
            JobChanges changes,
            JobLog log,
            Clock clock,
            Transactions transactions) {
        this.jobs = jobs;
        this.table = table;
        this.service = service;
        this.changes = changes;
        this.log = log;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Whether it still could be decided, and whether it had been decided so before. */
    public enum Result {
        DONE,
        BEFORE,
        TOO_LATE
    }

    /** The job goes on in spite of the weather. */
    public Result release(UUID id, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            if (job.status().isOver()) {
                return Result.TOO_LATE;
            }
            if (!job.weather().holds()) {
                return Result.BEFORE;
            }
            Job saved =
                    jobs.save(job.with(job.weather().released(CurrentActor.get().label())));
            log.event(saved, "weather_released", reason, null);
            return Result.DONE;
        });
    }

    /** Everybody may be asked again. */
    public Result postAgain(UUID id, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            if (job.status() != JobStatus.OPEN) {
                return Result.TOO_LATE;
            }
            Job saved = jobs.save(job.with(Filling.anew(clock.instant())));
            log.event(saved, "decided", "post_again: " + reason, null);
            return Result.DONE;
        });
    }

    /** @throws Problem 409, 422 for a number that cannot be */
    public Result lower(UUID id, int number, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            if (job.status() != JobStatus.OPEN) {
                return Result.TOO_LATE;
            }
            if (number < 1 || number >= job.order().agentsRequired()) {
                throw Problem.unprocessable(
                        "number_not_lower",
                        "data.agentsRequired must be 1 to " + (job.order().agentsRequired() - 1) + ".");
            }
            Job lowered = changes.lower(job, number);
            if (lowered.status() == JobStatus.OPEN) {
                lowered = jobs.save(lowered.with(lowered.filling().resumed()));
            }
            log.event(lowered, "decided", "lower_number: " + reason, null);
            return Result.DONE;
        });
    }

    public Result cancel(UUID id, String reason) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            if (job.status() == JobStatus.CANCELLED) {
                return Result.BEFORE;
            }
            if (job.status().isOver()) {
                return Result.TOO_LATE;
            }
            service.end(id, reason);
            return Result.DONE;
        });
    }

    /** The work is done. */
    public Result signOff(UUID id, String notes, Instant occurredAt) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            if (job.status() == JobStatus.COMPLETED) {
                return Result.BEFORE;
            }
            Instant now = clock.instant();
            boolean begun = job.status() == JobStatus.IN_PROGRESS
                    || !now.isBefore(job.order().arrivalAt());
            boolean over = !now.isBefore(job.overdueAt()) || table.unfinished(id) == 0;
            if (!job.canBecome(JobStatus.COMPLETED) || !begun || !over) {
                return Result.TOO_LATE;
            }
            Instant at = occurredAt.isAfter(now)
                    ? now
                    : occurredAt.isBefore(job.course().postedAt()) ? now : occurredAt;
            jobs.move(job, job.completed(CurrentActor.get().label(), notes, at), null, at, null);
            return Result.DONE;
        });
    }
}
