package io.joblane.job.recurrence;

import io.joblane.company.Company;
import io.joblane.engine.Outbox;
import io.joblane.schedule.ScheduledKind;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Jobs of recurrences are posted once a day, from its first quarter of an hour on. */
@Component
class RecurringJobsDue implements ScheduledKind {
    private final RecurringJobs jobs;
    private final Outbox outbox;

    RecurringJobsDue(RecurringJobs jobs, Outbox outbox) {
        this.jobs = jobs;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "recurring_jobs";
    }

    @Override
    public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
        boolean ranToday = lastRun != null && !lastRun.isBefore(now.toLocalDate());
        return !ranToday && jobs.any();
    }

    @Override
    public Optional<LocalDate> due(Company company, ZonedDateTime now) {
        return Optional.of(now.toLocalDate());
    }

    @Override
    public void start(Company company, UUID run, LocalDate day) {
        outbox.message("schedule.recurringJobs", run, Map.of("company", company.slug()));
    }
}
