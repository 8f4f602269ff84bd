package io.joblane.workforce.availability;

import io.joblane.company.Companies;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What agents and the office say of days. Days are the company's: they begin at midnight in its time zone. */
@Service
public class AvailabilityService {
    private final DayTable table;
    private final DayQueries queries;
    private final Whom whom;
    private final Companies companies;
    private final Clock clock;

    AvailabilityService(DayTable table, DayQueries queries, Whom whom, Companies companies, Clock clock) {
        this.table = table;
        this.queries = queries;
        this.whom = whom;
        this.companies = companies;
        this.clock = clock;
    }

    @Office
    @Transactional(readOnly = true)
    public List<AgentDays> calendar(DayRange range, @Nullable UUID after, int agents) {
        return queries.page(range, after, agents);
    }

    /** @throws Problem 404 {@code agent_unknown} */
    @OwnOrStaff
    @Transactional(readOnly = true)
    public List<Day> days(UUID agentId, DayRange range) {
        return queries.of(whom.agent(agentId), range);
    }

    /**
     * Says it of every day of the range, in place of what was said before. Of a day that a job takes it can be said that the
     * agent is unavailable without the job too, and nothing else.
     *
     * @param agentId null for the agent who asks
     * @throws Problem 409 {@code day_has_job} with those {@code dates}, 422 {@code day_passed}
     */
    @OwnOrStaff
    @Transactional
    public List<Day> set(@Nullable UUID agentId, DayRange range, DayChange change) {
        UUID agent = whom.agent(agentId);
        requireNotPassed(range.from());
        write(agent, range, change);
        return queries.of(agent, range);
    }

    /** @throws Problem as {@link #set}; 404 {@code availability_unknown}, 412 */
    @OwnOrStaff
    @Transactional
    public Day change(UUID id, DayChange change, @Nullable Integer expectedVersion) {
        DayTable.Row row = load(id, expectedVersion);
        DayRange day = new DayRange(row.date(), row.date());
        write(row.agentId(), day, change);
        return queries.of(row.agentId(), day).get(0);
    }

    /**
     * Nothing is said of the day any more: the pattern of the week holds.
     *
     * @throws Problem as {@link #change}
     */
    @OwnOrStaff
    @Transactional
    public void remove(UUID id, @Nullable Integer expectedVersion) {
        DayTable.Row row = load(id, expectedVersion);
        List<LocalDate> taken = table.taken(row.agentId(), new DayRange(row.date(), row.date()));
        if (!taken.isEmpty()) {
            throw taken(taken);
        }
        table.remove(id);
    }

    private void write(UUID agent, DayRange range, DayChange change) {
        if (change.available() && change.away()) {
            throw Problem.unprocessable("away_and_available", "Whoever is away is not available: choose one of both.");
        }
        List<LocalDate> taken = table.set(agent, range, change, whom.source());
        if (taken.isEmpty()) {
            return;
        }
        if (change.available() || change.away()) {
            throw taken(taken);
        }
        table.setBeneath(agent, range, change, whom.source());
    }

    private DayTable.Row load(UUID id, @Nullable Integer expectedVersion) {
        DayTable.Row row = table.lock(id)
                .orElseThrow(() -> Problem.notFound(
                        "availability_unknown", "Nothing is said of this day, or no longer. Read the days again."));
        Versions.check(row.version(), expectedVersion);
        requireNotPassed(row.date());
        return row;
    }

    private void requireNotPassed(LocalDate day) {
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), companies.current().timeZone());
        if (day.isBefore(today)) {
            throw Problem.unprocessable(
                    "day_passed", "Days that have passed stay as they were. Begin at " + today + ", or later.");
        }
    }

    private static Problem taken(List<LocalDate> dates) {
        return Problem.conflict(
                        "day_has_job",
                        "The agent has accepted a job on " + dates.get(0)
                                + (dates.size() == 1 ? "" : " and other of these days")
                                + " and is unavailable for the rest of the day. Withdraw from the job first, or leave these days out.")
                .with("dates", dates);
    }
}
