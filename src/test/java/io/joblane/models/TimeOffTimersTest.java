package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeOffTimersTest extends DecisionTableTest {
    TimeOffTimersTest() {
        super("timeOffTimers");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "the demo company is quick",
                        given("company", "demo-transfer", "noticeDays", 20),
                        limits("PT2M", "PT30M")),
                row("it begins today", given("company", "other", "noticeDays", 0), limits("PT2H", "P1D")),
                row("it begins tomorrow", given("company", "other", "noticeDays", 1), limits("PT2H", "P1D")),
                row("it begins the day after", given("company", "other", "noticeDays", 2), limits("PT8H", "P2D")),
                row("it begins in a week", given("company", "other", "noticeDays", 7), limits("PT8H", "P2D")),
                row("it begins later", given("company", "other", "noticeDays", 8), limits("P2D", "P14D")),
                row("nothing known", given(), limits("P2D", "P14D")));
    }

    @Test
    void whoIsRemindedStillHasTime() {
        for (Case each : cases()) {
            var limits = decision.evaluate(each.variables()).output();
            assertThat(Duration.parse(limits.path("remindAfter").asString()))
                    .as(each.name())
                    .isLessThan(Duration.parse(limits.path("lapseAfter").asString()));
        }
    }

    private static String limits(String remind, String lapse) {
        return "{\"remindAfter\": \"%s\", \"lapseAfter\": \"%s\"}".formatted(remind, lapse);
    }
}
