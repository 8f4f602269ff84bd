package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobTimersTest extends DecisionTableTest {
    private static final String SHIPPED = "PT12H PT0S P1D PT4H PT2H PT18H PT45M PT30M PT30M PT2H PT4H P1D";

    JobTimersTest() {
        super("jobTimers");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "the demo company is quick, however urgent",
                        given("company", "demo-field", "urgency", "urgent"),
                        limits("PT1M PT0S PT1M PT1M PT30S PT18H PT1M PT1M PT1M PT2M PT1M PT2M")),
                row(
                        "urgent",
                        given("company", "other", "urgency", "urgent"),
                        limits("PT30M PT0S PT2H PT30M PT1H PT18H PT45M PT30M PT30M PT2H PT2H PT12H")),
                row(
                        "low",
                        given("company", "other", "urgency", "low"),
                        limits("P1D PT0S P1D PT8H PT2H PT18H PT45M PT30M PT45M PT4H PT12H P2D")),
                row("standard", given("company", "other", "urgency", "standard"), limits(SHIPPED)),
                row("unknown values", given("company", 7, "urgency", "?"), limits(SHIPPED)),
                row("nothing known", given(), limits(SHIPPED)));
    }

    @Test
    void everyLimitIsADurationThatMakesSense() {
        for (Case each : cases()) {
            JsonNode limits = decision.evaluate(each.variables()).output();
            limits.properties()
                    .forEach(limit -> assertThat(Duration.parse(limit.getValue().asString()))
                            .as(limit.getKey())
                            .isGreaterThanOrEqualTo(Duration.ZERO));
            assertThat(duration(limits, "weatherAgainAt")).isLessThan(Duration.ofDays(1));
            assertThat(duration(limits, "signOffRemind")).isLessThan(duration(limits, "signOffWithin"));
        }
    }

    private static Duration duration(JsonNode limits, String name) {
        return Duration.parse(limits.path(name).asString());
    }

    private static String limits(String values) {
        return """
                {"fillBefore": "%s", "giveUpAfter": "%s", "withdrawBefore": "%s", "confirmWithin": "%s", "reminderBefore": "%s",
                 "weatherAgainAt": "%s", "approach": "%s", "margin": "%s", "noShowAfter": "%s", "overdueAfter": "%s",
                 "signOffRemind": "%s", "signOffWithin": "%s"}""".formatted((Object[]) values.split(" "));
    }
}
