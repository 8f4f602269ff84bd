package io.joblane.workforce.timeoff;

import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.engine.Outbox;
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
    private final Outbox outbox;
    private final Companies companies;
    private final Clock clock;

    TimeOffService(
            TimeOffRepository requests,
            TimeOffQueries queries,
            SignedInAgent self,
            Outbox outbox,
            Companies companies,
            Clock clock) {
        this.requests = requests;
        this.queries = queries;
        this.self = self;
        this.outbox = outbox;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * Asks a manager.
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
        startProcess(saved);
        return get(saved.id());
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
        TimeOffRequest request = requests.lock(id).orElseThrow(TimeOffService::unknown);
        ofAgent(get(id), agent);
        if (request.status() == TimeOffStatus.WITHDRAWN) {
            return get(id);
        }
        if (!request.isOpen()) {
            throw Problem.conflict("time_off_decided", "The request was decided before. Talk to your manager.");
        }
        requests.save(request.end(TimeOffStatus.WITHDRAWN, CurrentActor.get().auditName(), clock.instant(), null));
        outbox.message("workforce.timeOffWithdrawn", id);
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

    /** Joins the caller's transaction. */
    void startProcess(TimeOffRequest request) {
        outbox.message(
                "workforce.timeOffRequested",
                request.id(),
                Map.of(
                        "company",
                        companies.current().slug(),
                        "subjectId",
                        request.id(),
                        "noticeDays",
                        Math.max(0, ChronoUnit.DAYS.between(today(), request.firstDay()))));
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
