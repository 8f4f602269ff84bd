package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.job.JobView;
import io.joblane.shared.LowerCase;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the decisions about jobs. They are the engine's: never inside a transaction. */
@Component
class JobRules {
    private static final String ELIGIBILITY = "agentEligibility";
    private static final String WAVES = "offerWaves";
    private static final String TIMERS = "jobTimers";

    private final Decisions decisions;
    private final Companies companies;
    private final JsonMapper json;

    JobRules(Decisions decisions, Companies companies, JsonMapper json) {
        this.decisions = decisions;
        this.companies = companies;
        this.json = json;
    }

    /**
     * One round of asking.
     *
     * @param atOnce how many are asked, 1 or more
     * @param nextAfter when the next round begins, where there is one
     */
    record Wave(int atOnce, Duration nextAfter, double maxKm, boolean moreWaves) {}

    JobLimits limits(JobView job) {
        JsonNode answer = decisions.evaluate("jobTimers", facts(job)).output();
        try {
            return json.treeToValue(answer, JobLimits.class);
        } catch (JacksonException e) {
            throw new DecisionFailedException(TIMERS, "its answers must be ISO-8601 durations, such as PT30M");
        }
    }

    /** @param number 1 for the first */
    Wave wave(JobView job, int number) {
        Map<String, Object> input = facts(job);
        JsonNode answer = decisions
                .evaluate("offerWaves", with(input, "wave", number))
                .output();
        JsonNode atOnce = answer.path("atOnce");
        JsonNode maxKm = answer.path("maxKm");
        if (!atOnce.isNumber() || atOnce.asInt() < 1 || !maxKm.isNumber() || !answer.path("moreWaves").isBoolean()) {
            throw new DecisionFailedException(
                    WAVES, "it must answer atOnce (1 or more), maxKm (a number), and moreWaves (true or false)");
        }
        try {
            return new Wave(
                    atOnce.asInt(),
                    Duration.parse(answer.path("nextAfter").asString("")),
                    maxKm.asDouble(),
                    answer.path("moreWaves").asBoolean());
        } catch (DateTimeException e) {
            throw new DecisionFailedException(WAVES, "nextAfter must be an ISO-8601 duration, such as PT30M");
        }
    }

    /** Judges all of them in one evaluation; the order stays. */
    List<EligibleAgent> judge(JobView job, List<AgentFacts> candidates, double maxKm) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        JsonNode answer = decisions
                .evaluate(
                        "agentEligibility",
                        Map.of(
                                "job",
                                Map.of(
                                        "company", companies.current().slug(),
                                        "type", job.type().toLowerCase(Locale.ROOT),
                                        "urgency", LowerCase.of(job.urgency()),
                                        "hours", job.expectedHours()),
                                "candidates",
                                candidates,
                                "maxKm",
                                maxKm))
                .output();
        if (!answer.isArray() || answer.size() != candidates.size()) {
            throw new DecisionFailedException(ELIGIBILITY, "it must judge every candidate once");
        }
        List<EligibleAgent> judged = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            judged.add(judged(answer.get(i), candidates.get(i)));
        }
        return judged;
    }

    private static EligibleAgent judged(JsonNode answer, AgentFacts candidate) {
        String reason = answer.path("reason").asString("");
        if (!answer.path("agentId").asString("").equals(candidate.agentId().toString())
                || !answer.path("eligible").isBoolean()
                || reason.isEmpty()) {
            throw new DecisionFailedException(
                    ELIGIBILITY, "for each candidate, in their order, it must answer agentId, eligible, and reason");
        }
        return new EligibleAgent(
                candidate.agentId(), answer.path("eligible").asBoolean(), reason, candidate.distanceKm());
    }

    private Map<String, Object> facts(JobView job) {
        return Map.of(
                "company", companies.current().slug(),
                "urgency", LowerCase.of(job.urgency()),
                "jobType", job.type().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> with(Map<String, Object> facts, String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(facts);
        more.put(name, value);
        return more;
    }
}
