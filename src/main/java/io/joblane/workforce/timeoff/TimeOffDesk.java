package io.joblane.workforce.timeoff;

import io.joblane.company.Companies;
import io.joblane.company.Company;
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
import org.springframework.stereotype.Component;

/** Where requests for time off end, in the transaction that decides on them: their approval holds the lock that lets one end win. */
@Component
class TimeOffDesk {
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
     * The days that have not passed become days away.
     *
     * @throws Problem 409 {@code time_off_conflict} with the {@code dates} on which the agent has work
     */
    void approve(UUID id, String by) {
        TimeOffRequest request = lock(id);
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
        end(request, TimeOffStatus.APPROVED, by, null);
    }

    void end(UUID id, TimeOffStatus as, String by, @Nullable String note) {
        end(lock(id), as, by, note);
    }

    private void end(TimeOffRequest request, TimeOffStatus as, String by, @Nullable String note) {
        requests.save(request.end(as, by, clock.instant(), note));
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
