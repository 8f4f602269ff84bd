package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.identity.Admin;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Posts jobs and starts their processes. */
@Service
public class JobPosting implements JobPosts {
    private final JobRules rules;
    private final JobStore jobs;
    private final Companies companies;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    JobPosting(
            JobRules rules, JobStore jobs, Companies companies, Outbox outbox, Clock clock, Transactions transactions) {
        this.rules = rules;
        this.jobs = jobs;
        this.companies = companies;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    private record Checked(Job job) implements Draft {
        @Override
        public JobOrder order() {
            return job.order();
        }
    }

    @Override
    public Draft draft(JobOrder wanted, @Nullable UUID copiedFrom, @Nullable UUID recurrenceId) {
        rules.requireFuture(wanted.arrivalAt());
        JobOrder order = transactions.run(() -> rules.checked(wanted));
        Instant now = clock.instant();
        return new Checked(new Job(
                Ids.next(),
                "",
                JobStatus.OPEN,
                order,
                rules.workDate(order),
                0,
                rules.limits(order.urgency()),
                Filling.anew(now),
                WeatherNote.UNKNOWN,
                new Course(now, null, null, null),
                null,
                null,
                recurrenceId,
                copiedFrom,
                0));
    }

    @Override
    public JobView post(Draft draft) {
        return transactions.run(() -> {
            if (!(draft instanceof Checked checked)) {
                throw new IllegalArgumentException("Not a draft of this service");
            }
            Job posted = jobs.post(checked.job());
            startProcess(posted);
            return posted.view();
        });
    }

    /** {@link #post} for people. */
    @Admin
    public JobView postByHand(Draft draft) {
        return post(draft);
    }

    void startProcess(Job job) {
        outbox.message(
                "job.posted", job.id(), Map.of("company", companies.current().slug(), "jobId", job.id()));
    }
}
