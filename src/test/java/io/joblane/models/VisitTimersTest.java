package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitTimersTest extends DecisionTableTest {

    VisitTimersTest() {
        super("visitTimers");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "urgent",
                        given("company", "other", "urgency", "urgent"),
                        limits("PT1H", "PT10M", "PT10M", "PT30M", "PT30M")),
                row("low", given("urgency", "low"), limits("PT2H", "PT30M", "PT1H", "PT12H", "PT1H")),
                row("standard", given("urgency", "standard"), limits("PT2H", "PT15M", "PT30M", "PT4H", "PT1H")),
                row("unknown", given("urgency", "URGENT"), limits("PT2H", "PT15M", "PT30M", "PT4H", "PT1H")),
                row("nothing known", given(), limits("PT2H", "PT15M", "PT30M", "PT4H", "PT1H")));
    }

    @Test
    void everyLimitIsADuration() {
        for (Case each : cases()) {
            decision.evaluate(each.variables())
                    .output()
                    .properties()
                    .forEach(limit -> assertThat(Duration.parse(limit.getValue().asString()))
                            .as(limit.getKey())
                            .isPositive());
        }
    }

    private static String limits(String reminder, String late, String again, String confirm, String checkOut) {
        return """
                {"reminderBefore": "%s", "lateAfter": "%s", "lateAgainAfter": "%s", "confirmWindow": "%s", "checkOutAfter": "%s"}
                """.formatted(reminder, late, again, confirm, checkOut);
    }
}
