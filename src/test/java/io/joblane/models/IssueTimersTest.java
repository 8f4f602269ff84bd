package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IssueTimersTest extends DecisionTableTest {

    IssueTimersTest() {
        super("issueTimers");
    }

    @Override
    List<Case> cases() {
        return List.of(
                reported("urgent and about safety", "safety", "urgent", "admin", "PT5M", "PT15M"),
                reported("about safety", "safety", "standard", "dispatcher", "PT10M", "PT1H"),
                reported("about safety, low", "safety", "low", "dispatcher", "PT10M", "PT1H"),
                reported("urgent", "customer", "urgent", "dispatcher", "PT20M", "PT1H"),
                reported("an urgent vehicle", "vehicle", "urgent", "dispatcher", "PT20M", "PT1H"),
                reported("a vehicle", "vehicle", "standard", "dispatcher", "PT1H", "PT4H"),
                reported("a vehicle, low", "vehicle", "low", "dispatcher", "P1D", "P3D"),
                reported("low", "other", "low", "dispatcher", "P1D", "P3D"),
                reported("a site", "site", "standard", "dispatcher", "PT4H", "P1D"),
                reported("a kind no row knows", "weather", "standard", "dispatcher", "PT4H", "P1D"),
                reported("nothing known", null, null, "dispatcher", "PT4H", "P1D"));
    }

    /** The process compares with one of them and takes the other for the safe case. */
    @Test
    void desksAndTimesAreWhatTheProcessUnderstands() {
        for (Case each : cases()) {
            JsonNode output = decision.evaluate(each.variables()).output();
            assertThat(output.path("firstDesk").asString()).isIn("dispatcher", "admin");
            for (String time : List.of("escalateAfter", "settleWithin")) {
                assertThat(Duration.parse(output.path(time).asString())).isPositive();
            }
        }
    }

    private static Case reported(
            String name, @Nullable String kind, @Nullable String urgency, String desk, String escalate, String settle) {
        return row(
                name,
                given("company", "x", "kind", kind, "urgency", urgency),
                "{\"firstDesk\": \"%s\", \"escalateAfter\": \"%s\", \"settleWithin\": \"%s\"}"
                        .formatted(desk, escalate, settle));
    }
}
