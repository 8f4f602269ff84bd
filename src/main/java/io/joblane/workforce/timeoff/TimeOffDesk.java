package io.joblane.workforce.timeoff;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentActor;
import io.joblane.engine.WorkerFault;
import io.joblane.shared.Problem;
import io.joblane.workforce.availability.AwayDays;
import io.joblane.workforce.availability.DayRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where requests for time off end: each under its row's lock, so that one end wins. */
@Service
public class TimeOffDesk {
    private final TimeOffRepository requests;
    private final TimeOffQueries queries;
    private final AwayDays away;
    private final Companies companies;
    private final Clock clock;

    TimeOffDesk(TimeOffRepository requests, TimeOffQueries queries, AwayDays away, Companies companies, Clock clock) {
        this.requests = requests;
        this.queries = queries;
        this.away = away;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * What became of a request.
     *
     * @param changed false where it had ended before
     */
    public record Ended(TimeOffStatus status, boolean changed) {}

    /**
     * The days that have not passed become days away.
     *
     * @throws Problem 409 {@code time_off_conflict} with the {@code dates} on which the agent has work
     */
    @Transactional
    public Ended approve(UUID id) {
        TimeOffRequest request = lock(id);
        if (!request.isOpen()) {
            return new Ended(request.status(), false);
        }
        Company company = companies.current();
        LocalDate today = LocalDate.ofInstant(clock.instant(), company.timeZone());
        if (!request.lastDay().isBefore(today)) {
            DayRange left = new DayRange(later(today, request.firstDay()), request.lastDay());
            List<LocalDate> taken = away.take(request.agentId(), left);
            TreeSet<LocalDate> dates = new TreeSet<>(
                    queries.busy(request.agentId(), left, company.timeZone().getId()));
            dates.addAll(taken);
            if (!dates.isEmpty()) {
                throw Problem.conflict(
                                "time_off_conflict",
                                "The agent has accepted work on " + dates.first()
                                        + (dates.size() == 1 ? "" : " and other of these days")
                                        + ". Take them off it, then approve the time off.")
                        .with("dates", dates);
            }
        }
        return end(request, TimeOffStatus.APPROVED, null);
    }

    @Transactional
    public Ended reject(UUID id, String reason) {
        TimeOffRequest request = lock(id);
        return request.isOpen() ? end(request, TimeOffStatus.REJECTED, reason) : new Ended(request.status(), false);
    }

    /** Nobody has decided in time. */
    @Transactional
    public Ended lapse(UUID id) {
        TimeOffRequest request = lock(id);
        return request.isOpen() ? end(request, TimeOffStatus.LAPSED, null) : new Ended(request.status(), false);
    }

    /** What holds now, once whoever is ending it has ended it. */
    @Transactional
    public TimeOffStatus status(UUID id) {
        return lock(id).status();
    }

    private Ended end(TimeOffRequest request, TimeOffStatus as, @Nullable String note) {
        requests.save(request.end(as, CurrentActor.get().auditName(), clock.instant(), note));
        return new Ended(as, true);
    }

    private TimeOffRequest lock(UUID id) {
        return requests.lock(id)
                .orElseThrow(() -> new WorkerFault("The request for time off " + id
                        + " is not in this company's database: cancel the instance if it was removed on purpose."));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
