package io.joblane.workforce.timeoff;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Approvals;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.company.Companies;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import io.joblane.workforce.availability.DayRange;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What agents do with their requests for time off, and what the office reads of them. */
@Service
public class TimeOffService {
    private final TimeOffRepository requests;
    private final TimeOffQueries queries;
    private final SignedInAgent self;
    private final Approvals approvals;
    private final Companies companies;
    private final Clock clock;

    TimeOffService(
            TimeOffRepository requests,
            TimeOffQueries queries,
            SignedInAgent self,
            Approvals approvals,
            Companies companies,
            Clock clock) {
        this.requests = requests;
        this.queries = queries;
        this.self = self;
        this.approvals = approvals;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * Asks those who decide on it.
     *
     * @throws Problem 403 {@code agent_status}, 409 {@code time_off_overlaps}, 422 {@code day_passed}
     */
    @AgentOnly
    @Transactional
    public TimeOffView request(DayRange days, String reason) {
        UUID agent = self.may(AgentAction.REQUEST_TIME_OFF).id();
        if (days.from().isBefore(today())) {
            throw Problem.unprocessable(
                    "day_passed",
                    "Time off cannot begin on a day that has passed. Begin at " + today() + ", or later.");
        }
        queries.lockAgent(agent);
        if (queries.overlaps(agent, days)) {
            throw Problem.conflict(
                    "time_off_overlaps",
                    "You have time off on one of these days, or have asked for it. Withdraw that request, or choose other days.");
        }
        TimeOffRequest saved = requests.save(TimeOffRequest.of(agent, days, reason));
        TimeOffView view = get(saved.id());
        approvals.submit(new NewApproval(
                saved.id(),
                TimeOffHandler.TYPE,
                saved.id(),
                view.agentName(),
                null,
                null,
                null,
                null,
                (int) ChronoUnit.DAYS.between(today(), days.from()),
                Difference.ofNew(Map.of(
                        TimeOffHandler.FIRST_DAY,
                        days.from().toString(),
                        TimeOffHandler.LAST_DAY,
                        days.to().toString())),
                saved.reason()));
        return view;
    }

    /** The agent's own requests. */
    @AgentOnly
    @Transactional(readOnly = true)
    public List<TimeOffView> own(@Nullable UUID after, int limit) {
        return queries.page(self.get().id(), null, after, limit);
    }

    /** @throws Problem 404 {@code time_off_unknown} */
    @AgentOnly
    @Transactional(readOnly = true)
    public TimeOffView ownOne(UUID id) {
        return ofAgent(get(id), self.get().id());
    }

    /**
     * The agent does not want the days any more; a repetition changes nothing.
     *
     * @throws Problem 404, 409 {@code time_off_decided}
     */
    @AgentOnly
    @Transactional
    public TimeOffView withdraw(UUID id) {
        UUID agent = self.get().id();
        ofAgent(get(id), agent);
        if (approvals.withdraw(id) != ApprovalState.WITHDRAWN) {
            throw Problem.conflict("time_off_decided", "The request was decided before. Talk to your manager.");
        }
        return get(id);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<TimeOffView> page(
            @Nullable UUID agentId, @Nullable TimeOffStatus status, @Nullable UUID after, int limit) {
        return queries.page(agentId, status, after, limit);
    }

    /** @throws Problem 404 {@code time_off_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public TimeOffView ofOffice(UUID id) {
        return get(id);
    }

    private TimeOffView get(UUID id) {
        return queries.find(id).orElseThrow(TimeOffService::unknown);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), companies.current().timeZone());
    }

    private static TimeOffView ofAgent(TimeOffView request, UUID agent) {
        if (!request.agentId().equals(agent)) {
            throw unknown();
        }
        return request;
    }

    private static Problem unknown() {
        return Problem.notFound("time_off_unknown", "There is no such request for time off.");
    }
}
