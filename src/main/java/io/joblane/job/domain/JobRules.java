package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.customer.Customers;
import io.joblane.engine.Decisions;
import io.joblane.job.JobOrder;
import io.joblane.job.Urgency;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.Agents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What every order must keep to, and the limits a decision gives it. */
@Component
class JobRules {
    private static final Duration FUTURE_ALLOWED = Duration.ofDays(730);
    private static final int FEWEST_MINUTES = 15;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_AGENTS = 200;

    private final Agents agents;
    private final Customers customers;
    private final Companies companies;
    private final Decisions decisions;
    private final JdbcClient jdbc;
    private final Clock clock;

    JobRules(
            Agents agents,
            Customers customers,
            Companies companies,
            Decisions decisions,
            JdbcClient jdbc,
            Clock clock) {
        this.agents = agents;
        this.customers = customers;
        this.companies = companies;
        this.decisions = decisions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the decision is asked; the process of each agent asks it the same. */
    record Input(String company, String urgency) {}

    /** Asks the engine: never inside a transaction. */
    JobLimits limits(Urgency urgency) {
        return JobLimits.of(decisions
                .evaluate(JobLimits.DECISION, new Input(companies.current().slug(), LowerCase.of(urgency)))
                .output());
    }

    LocalDate workDate(JobOrder order) {
        return LocalDate.ofInstant(order.arrivalAt(), companies.current().timeZone());
    }

    void requireFuture(Instant arrivalAt) {
        Instant now = clock.instant();
        if (!arrivalAt.isAfter(now)) {
            throw Problem.unprocessable(
                    "arrival_in_the_past", "arrivalAt lies in the past: choose a time from now on.");
        }
        if (arrivalAt.isAfter(now.plus(FUTURE_ALLOWED))) {
            throw Problem.unprocessable("arrival_too_far", "arrivalAt must lie within two years.");
        }
    }

    /**
     * The order with the skills named as the company names them, each once.
     *
     * @throws Problem 422
     */
    JobOrder checked(JobOrder order) {
        if (order.minutes() < FEWEST_MINUTES || order.minutes() > MOST_MINUTES) {
            throw Problem.unprocessable("expected_hours_out_of_range", "expectedHours must be 0.25 to 24.");
        }
        if (order.agentsRequired() < 1 || order.agentsRequired() > MOST_AGENTS) {
            throw Problem.unprocessable("agents_required_out_of_range", "agentsRequired must be 1 to 200.");
        }
        if (order.leadAgentId() != null && agents.find(order.leadAgentId()).isEmpty()) {
            throw Problem.unprocessable(
                    "lead_agent_unknown", "There is no such lead agent. Choose one of GET /api/v1/agents.");
        }
        if (order.customerId() != null && customers.find(order.customerId()).isEmpty()) {
            throw Problem.unprocessable("customer_unknown", "There is no such customer.");
        }
        return new JobOrder(
                order.title(),
                order.type(),
                order.site(),
                order.arrivalAt(),
                order.minutes(),
                order.agentsRequired(),
                order.leadAgentId(),
                known(order.requiredSkills()),
                order.instructions(),
                order.urgency(),
                order.customerId());
    }

    private List<String> known(List<String> wanted) {
        if (wanted.isEmpty()) {
            return wanted;
        }
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("SELECT name FROM skill WHERE deleted_at IS NULL")
                .query(String.class)
                .list()
                .forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
        return wanted.stream()
                .map(name -> {
                    String known = names.get(name.strip().toLowerCase(Locale.ROOT));
                    if (known == null) {
                        throw Problem.unprocessable(
                                "skill_unknown",
                                "There is no skill \"" + name.strip()
                                        + "\". Choose one of GET /api/v1/skills, or add it.");
                    }
                    return known;
                })
                .distinct()
                .toList();
    }
}
