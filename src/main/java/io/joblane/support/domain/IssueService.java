package io.joblane.support.domain;

import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.engine.Outbox;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.OwnWork;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What agents do with their issues, in whatever working state they are, and what the office reads of them. */
@Service
public class IssueService {
    private final IssueRepository issues;
    private final IssueQueries queries;
    private final SignedInAgent self;
    private final OwnWork work;
    private final Outbox outbox;
    private final Companies companies;
    private final Clock clock;

    IssueService(
            IssueRepository issues,
            IssueQueries queries,
            SignedInAgent self,
            OwnWork work,
            Outbox outbox,
            Companies companies,
            Clock clock) {
        this.issues = issues;
        this.queries = queries;
        this.self = self;
        this.work = work;
        this.outbox = outbox;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * Puts it before a dispatcher.
     *
     * @throws Problem 404 {@code booking_unknown}, {@code job_unknown} for one that is not, and never was, the agent's; 422
     *     {@code one_topic} for both at once
     */
    @AgentOnly
    @Transactional
    public IssueView report(IssueReport report) {
        UUID agent = agent();
        if (report.bookingId() != null && report.jobId() != null) {
            throw Problem.unprocessable("one_topic", "Name a booking or a job, not both.");
        }
        work.require(agent, report.bookingId(), report.jobId());
        Issue saved = issues.save(Issue.of(agent, report));
        startProcess(saved);
        return get(saved.id());
    }

    /** The agent's own issues. */
    @AgentOnly
    @Transactional(readOnly = true)
    public List<IssueView> own(@Nullable UUID after, int limit) {
        return queries.page(IssueFilter.ofAgent(agent()), after, limit);
    }

    /** @throws Problem 404 {@code issue_unknown} */
    @AgentOnly
    @Transactional(readOnly = true)
    public IssueView ownOne(UUID id) {
        UUID agent = agent();
        return queries.find(id).filter(issue -> issue.agentId().equals(agent)).orElseThrow(IssueService::unknown);
    }

    /**
     * Nobody need look into it any more; a repetition changes nothing.
     *
     * @throws Problem 404 {@code issue_unknown}, 409 {@code issue_resolved}
     */
    @AgentOnly
    @Transactional
    public IssueView withdraw(UUID id) {
        UUID agent = agent();
        Issue issue =
                issues.lock(id).filter(found -> found.agentId().equals(agent)).orElseThrow(IssueService::unknown);
        if (issue.status() == IssueStatus.RESOLVED) {
            throw Problem.conflict("issue_resolved", "The office has resolved it. Read what came of it.");
        }
        if (issue.status() != IssueStatus.WITHDRAWN) {
            issues.save(issue.withdraw(CurrentActor.get().auditName(), clock.instant()));
            outbox.message("support.issueWithdrawn", id);
        }
        return get(id);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<IssueView> page(IssueFilter filter, @Nullable UUID after, int limit) {
        return queries.page(filter, after, limit);
    }

    /** @throws Problem 404 {@code issue_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public IssueView ofOffice(UUID id) {
        return get(id);
    }

    /** Joins the caller's transaction. */
    void startProcess(Issue issue) {
        Map<String, Object> variables = new HashMap<>(Map.of(
                "company", companies.current().slug(),
                "subjectId", issue.id(),
                "kind", LowerCase.of(issue.kind()),
                "urgency", LowerCase.of(issue.urgency()),
                "issueStatus", LowerCase.of(issue.status())));
        if (issue.bookingId() != null) {
            variables.put("bookingId", issue.bookingId());
        }
        if (issue.jobId() != null) {
            variables.put("jobId", issue.jobId());
        }
        outbox.message("support.issueReported", issue.id(), variables);
    }

    private IssueView get(UUID id) {
        return queries.find(id).orElseThrow(IssueService::unknown);
    }

    private UUID agent() {
        return self.may(AgentAction.MESSAGE_DISPATCH).id();
    }

    private static Problem unknown() {
        return Problem.notFound("issue_unknown", "There is no such issue. List the issues.");
    }
}
