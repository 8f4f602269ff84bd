package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.database.Transactions;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.identity.Staff;
import io.joblane.job.domain.AgentFactsQuery.Known;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * Who may go to a job, and why the others may not: the decision {@code agentEligibility}, one evaluation for all agents. Asks the
 * engine, so never inside a transaction.
 */
@Service
public class Eligibility {
    static final String DECISION = "agentEligibility";

    private final AgentFactsQuery query;
    private final JobStore jobs;
    private final Companies companies;
    private final Decisions decisions;
    private final Transactions transactions;

    Eligibility(
            AgentFactsQuery query, JobStore jobs, Companies companies, Decisions decisions, Transactions transactions) {
        this.query = query;
        this.jobs = jobs;
        this.companies = companies;
        this.decisions = decisions;
        this.transactions = transactions;
    }

    /**
     * An agent as the rules see them.
     *
     * @param dealt what the job has done with the agent already, or null: then they are not asked (again)
     * @param reason a code of the table; null where the rules have nothing against the agent
     * @param rule the same in words
     */
    record Judged(
            AgentFacts facts,
            String name,
            @Nullable String dealt,
            @Nullable String reason,
            @Nullable String rule) {

        boolean mayBeAsked() {
            return dealt == null && reason == null;
        }

        /** Why the agent is not asked. */
        String hindrance() {
            return dealt == null ? String.valueOf(reason) : dealt;
        }
    }

    /**
     * An agent as the office sees them.
     *
     * @param eligible whether they would be asked now
     * @param reason why not: a code of {@code dmn/agentEligibility.dmn}, or {@code assigned}, {@code asked}, {@code declined},
     *     {@code withdrawn}, {@code removed}, {@code no_show}
     */
    public record Line(
            UUID agentId,
            String name,
            boolean eligible,
            @Nullable String reason,
            @Nullable String rule,
            String availability,
            @Nullable Double distanceKm,
            @Nullable Double restHours,
            BigDecimal rating) {}

    /** Every agent as things stand, the nearest first. @throws io.joblane.shared.Problem 404 */
    @Staff
    public List<Line> report(UUID jobId) {
        return ofJob(transactions.run(() -> jobs.get(jobId))).stream()
                .map(each -> new Line(
                        each.facts().agentId(),
                        each.name(),
                        each.mayBeAsked(),
                        each.mayBeAsked() ? null : each.hindrance(),
                        each.rule(),
                        each.facts().availability(),
                        each.facts().distanceKm(),
                        each.facts().restHours(),
                        each.facts().rating()))
                .toList();
    }

    private record Question(JobFacts job, List<AgentFacts> agents) {}

    private record JobFacts(String company, String urgency, String type) {}

    List<Judged> ofJob(Job job) {
        List<Known> known = transactions.run(() -> query.of(job));
        if (known.isEmpty()) {
            return List.of();
        }
        JobFacts about = new JobFacts(
                companies.current().slug(),
                LowerCase.of(job.order().urgency()),
                job.order().type());
        List<AgentFacts> facts = known.stream().map(Known::facts).toList();
        JsonNode answer =
                decisions.evaluate(DECISION, new Question(about, facts)).output();
        Map<String, JsonNode> byAgent = new HashMap<>();
        answer.forEach(each -> byAgent.put(each.path("agentId").asString(""), each));
        return known.stream()
                .map(each -> judged(each, byAgent.get(each.facts().agentId().toString())))
                .toList();
    }

    private static Judged judged(Known known, @Nullable JsonNode answer) {
        if (answer == null || !answer.path("eligible").isBoolean()) {
            throw new DecisionFailedException(DECISION, "it must say of every agent whether they are eligible");
        }
        boolean eligible = answer.path("eligible").asBoolean();
        return new Judged(
                known.facts(),
                known.name(),
                known.dealt(),
                eligible ? null : answer.path("reason").asString("not_eligible"),
                eligible ? null : answer.path("rule").asString("may not go"));
    }
}
