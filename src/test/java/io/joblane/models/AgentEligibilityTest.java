package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class AgentEligibilityTest extends DecisionTableTest {
    private static final Logger log = LoggerFactory.getLogger(AgentEligibilityTest.class);

    AgentEligibilityTest() {
        super("agentEligibility");
    }

    @Override
    List<Case> cases() {
        return List.of(
                may("nothing against them", "standard", agent()),
                may("at the limits", "standard", agent("distanceKm", 100, "restHours", 8)),
                may("at the limits of an urgent job", "urgent", agent("distanceKm", 200, "restHours", 6)),
                may("urgent asks who has said nothing", "urgent", agent("availability", "not_set")),
                may("nothing before or after", "low", agent("restHours", null)),
                may("malformed numbers break nothing", "standard", agent("distanceKm", "near", "restHours", "long")),
                row(
                        "the demo company asks who has said nothing",
                        given(
                                "job",
                                job("demo-field", "standard"),
                                "agents",
                                List.of(agent("availability", "not_set"))),
                        json -> assertThat(json.get(0).path("eligible").asBoolean())
                                .isTrue()),
                not("away", "urgent", "away", "is away on that day", agent("availability", "away")),
                not(
                        "unavailable",
                        "low",
                        "unavailable",
                        "is not available on that day",
                        agent("availability", "unavailable")),
                not(
                        "has said nothing",
                        "standard",
                        "availability_not_set",
                        "has not said whether that day suits",
                        agent("availability", "not_set")),
                not(
                        "has said nothing, low",
                        "low",
                        "availability_not_set",
                        "has not said whether that day suits",
                        agent("availability", "not_set")),
                not("skill", "urgent", "skill_missing", "lacks a skill that is required", agent("skills", "missing")),
                not(
                        "no certificate",
                        "low",
                        "certificate_missing",
                        "has no certificate for a skill that needs one",
                        agent("certificates", "missing")),
                not(
                        "old certificate",
                        "low",
                        "certificate_expired",
                        "has a certificate that ends before that day",
                        agent("certificates", "expired")),
                not(
                        "nowhere",
                        "urgent",
                        "position_unknown",
                        "has neither a home nor a position",
                        agent("located", "no", "distanceKm", null)),
                not("far", "standard", "too_far", "lives more than 100 km away", agent("distanceKm", 100.1)),
                not("far, urgent", "urgent", "too_far", "lives more than 200 km away", agent("distanceKm", 200.1)),
                not("tired", "low", "too_little_rest", "would rest less than 8 hours", agent("restHours", 7.9)),
                not(
                        "tired, urgent",
                        "urgent",
                        "too_little_rest",
                        "would rest less than 6 hours",
                        agent("restHours", 5.9)),
                not("booked", "urgent", "booked", "is booked at that time", agent("booked", "yes")),
                not(
                        "the first reason counts",
                        "standard",
                        "away",
                        "is away on that day",
                        agent("availability", "away", "skills", "missing", "booked", "yes")),
                row("nobody", given("job", job("other", "low"), "agents", List.of()), "[]"));
    }

    @Test
    void everyAgentIsAnsweredInOrderInOneEvaluation() {
        List<Map<String, @Nullable Object>> agents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            agents.add(agent("agentId", "a" + i, "distanceKm", i));
        }
        Map<String, @Nullable Object> question = given("job", job("other", "standard"), "agents", agents);
        decision.evaluate(question);
        long started = System.nanoTime();

        JsonNode answer = decision.evaluate(question).output();

        log.info(
                "200 agents judged in {} ms",
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        assertThat(answer).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(answer.get(i).path("agentId").asString()).isEqualTo("a" + i);
            assertThat(answer.get(i).path("eligible").asBoolean()).isEqualTo(i <= 100);
        }
    }

    private static Case may(String name, String urgency, Map<String, @Nullable Object> agent) {
        return row(
                name,
                given("job", job("other", urgency), "agents", List.of(agent)),
                "[{\"agentId\": \"a\", \"eligible\": true, \"reason\": null, \"rule\": null}]");
    }

    private static Case not(
            String name, String urgency, String reason, String rule, Map<String, @Nullable Object> agent) {
        return row(
                name,
                given("job", job("other", urgency), "agents", List.of(agent)),
                "[{\"agentId\": \"a\", \"eligible\": false, \"reason\": \"%s\", \"rule\": \"%s\"}]"
                        .formatted(reason, rule));
    }

    private static Map<String, String> job(String company, String urgency) {
        return Map.of("company", company, "urgency", urgency, "type", "inspection");
    }

    /** An agent with nothing against them but what is said. */
    private static Map<String, @Nullable Object> agent(@Nullable Object... otherwise) {
        Map<String, @Nullable Object> agent = given(
                "agentId",
                "a",
                "availability",
                "available",
                "skills",
                "ok",
                "certificates",
                "ok",
                "located",
                "yes",
                "distanceKm",
                12.5,
                "booked",
                "no",
                "restHours",
                20,
                "rating",
                4.5,
                "ratingCount",
                3);
        agent.putAll(given(otherwise));
        return agent;
    }
}
