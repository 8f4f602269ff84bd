package io.joblane.engine.worker;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.joblane.context.CurrentCompany;
import io.joblane.context.CurrentOrigin;
import io.joblane.context.Origin;
import io.joblane.database.UnknownCompanyException;
import io.joblane.engine.EngineUnavailableException;
import io.joblane.engine.WorkerFault;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Takes one activated job from arrival to its completion, or back to the engine with a delay and a text an admin understands. */
final class JobRunner<V> {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    /** A company that cannot be reached costs no retries: its jobs wait. */
    private static final Duration UNREACHABLE_DELAY = Duration.ofSeconds(10);

    /** What stands for a company where the work belongs to none; no slug looks like this. */
    private static final String PLATFORM = "(platform)";

    private static final Duration SUSPENDED_DELAY = Duration.ofSeconds(5);
    private static final Duration FULL_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final JobReader<V> reader;
    private final CompanyLanes lanes;
    private final JobTimer timer;
    private final Predicate<String> isSuspended;
    private final Function<Arrived<V>, Completion> work;

    /** @param isSuspended whether the company of that slug is closed now: its jobs wait at the engine's */
    JobRunner(
            JobReader<V> reader,
            CompanyLanes lanes,
            JobTimer timer,
            Predicate<String> isSuspended,
            Function<Arrived<V>, Completion> work) {
        this.isSuspended = isSuspended;
        this.reader = reader;
        this.lanes = lanes;
        this.timer = timer;
        this.work = work;
    }

    void accept(JobClient client, ActivatedJob job) {
        JobReader.Read<V> read;
        try {
            read = reader.read(job);
        } catch (WorkerFault fault) {
            fail(client, job, fault);
            return;
        }
        if (mustWait(client, job, read)) {
            return;
        }
        String company = read.company();
        boolean taken = lanes.submit(company == null ? PLATFORM : company, () -> run(client, job, read));
        if (!taken) {
            giveBack(client, job, FULL_DELAY, "The company has too much work waiting; this job comes again by itself.");
        }
    }

    private boolean mustWait(JobClient client, ActivatedJob job, JobReader.Read<V> read) {
        String company = read.company();
        boolean waits = company != null && isSuspended.test(company);
        if (waits) {
            giveBack(client, job, SUSPENDED_DELAY, "The company is suspended; the job comes again by itself.");
        }
        return waits;
    }

    private void run(JobClient client, ActivatedJob job, JobReader.Read<V> read) {
        // It may have queued here since before the suspension.
        if (mustWait(client, job, read)) {
            return;
        }
        long started = System.nanoTime();
        String company = read.company();
        MDC.put("company", company == null ? PLATFORM : company);
        try {
            Arrived<V> arrived = new Arrived<>(job, read.variables());
            Completion completion = CurrentOrigin.call(
                    Origin.instance(job.getProcessInstanceKey()),
                    () -> company == null
                            ? work.apply(arrived)
                            : CurrentCompany.call(company, () -> work.apply(arrived)));
            completion.send(client, job);
            timer.done(job.getType(), System.nanoTime() - started);
        } catch (UnknownCompanyException
                | DataAccessResourceFailureException
                | CannotCreateTransactionException
                | EngineUnavailableException e) {
            log.warn("{} waits: {}", job.getType(), e.getMessage());
            giveBack(
                    client,
                    job,
                    UNREACHABLE_DELAY,
                    "The company's database or the engine does not answer; the job comes again by itself.");
        } catch (Exception e) { // whatever a worker throws becomes a retry or an incident, never a lost job
            fail(client, job, e);
        } finally {
            MDC.remove("company");
        }
    }

    private static void giveBack(JobClient client, ActivatedJob job, Duration delay, String why) {
        client.newFailCommand(job)
                .retries(job.getRetries())
                .retryBackoff(delay)
                .errorMessage(why)
                .send()
                .exceptionally(e -> {
                    log.debug("Job {} could not be given back, its time-out does it: {}", job.getKey(), e.toString());
                    return null;
                });
    }

    private void fail(JobClient client, ActivatedJob job, Exception fault) {
        int left = Math.max(0, job.getRetries() - 1);
        timer.failed(job.getType(), left);
        log.error(
                "{} failed in {} of instance {}, {} retries left",
                job.getType(),
                job.getElementId(),
                job.getProcessInstanceKey(),
                left,
                fault);
        client.newFailCommand(job)
                .retries(left)
                .retryBackoff(delay(left))
                .errorMessage(incidentText(job, fault))
                .send()
                .exceptionally(e -> {
                    log.debug("Job {} could not be failed, its time-out does it: {}", job.getKey(), e.toString());
                    return null;
                });
    }

    /** Half a second before the first of five retries, doubled each time. */
    static Duration delay(int retriesLeft) {
        long factor = 1L << Math.min(10, Math.max(0, 4 - retriesLeft));
        Duration delay = Duration.ofMillis(500).multipliedBy(factor);
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private static String incidentText(ActivatedJob job, Exception fault) {
        String what = fault instanceof WorkerFault
                ? String.valueOf(fault.getMessage())
                : "An unexpected fault (" + fault.getClass().getSimpleName() + "). The log of instance "
                        + job.getProcessInstanceKey() + " has the details; retry when the cause is gone.";
        return job.getType() + ": " + what;
    }

    record Arrived<V>(ActivatedJob job, V variables) {}

    /** How the job is answered. */
    interface Completion {
        void send(JobClient client, ActivatedJob job);

        static Completion with(String variables) {
            return (client, job) -> client.newCompleteCommand(job)
                    .variables(variables)
                    .send()
                    .exceptionally(e -> {
                        log.debug(
                                "Job {} was done but not completed; it comes again and answers the same: {}",
                                job.getKey(),
                                e.toString());
                        return null;
                    });
        }

        static Completion denied(String reason) {
            return (client, job) -> client.newCompleteCommand(job)
                    .withResult(result -> result.forUserTask().deny(true, reason))
                    .send()
                    .exceptionally(e -> {
                        log.debug(
                                "Job {} was denied but not completed; it comes again: {}", job.getKey(), e.toString());
                        return null;
                    });
        }
    }
}
