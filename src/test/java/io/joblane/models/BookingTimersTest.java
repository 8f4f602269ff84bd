package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookingTimersTest extends DecisionTableTest {

    private static final String SHIPPED = limits("PT30M", "PT2H", "PT3M", "PT5M", "PT30M");

    BookingTimersTest() {
        super("bookingTimers");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "the demo company is quick",
                        given("company", "demo-transfer", "priority", "normal"),
                        limits("PT2M", "PT24H", "PT20S", "PT15S", "PT30M")),
                row(
                        "the demo company is as quick when it is urgent",
                        given("company", "demo-transfer", "priority", "urgent", "vehicleType", "luxury"),
                        limits("PT2M", "PT24H", "PT20S", "PT15S", "PT30M")),
                row(
                        "urgent",
                        given("company", "other", "priority", "urgent", "paymentMethod", "card"),
                        limits("PT15M", "PT6H", "PT1M", "PT1M", "PT15M")),
                row(
                        "urgent counts more than a scarce vehicle",
                        given("priority", "urgent", "vehicleType", "minibus"),
                        limits("PT15M", "PT6H", "PT1M", "PT1M", "PT15M")),
                row("high", given("priority", "high"), limits("PT30M", "PT4H", "PT2M", "PT3M", "PT30M")),
                row("minibus", given("vehicleType", "minibus"), limits("PT30M", "PT6H", "PT5M", "PT5M", "PT45M")),
                row("luxury", given("vehicleType", "luxury"), limits("PT30M", "PT6H", "PT5M", "PT5M", "PT45M")),
                row("wheelchair", given("vehicleType", "wheelchair"), limits("PT30M", "PT6H", "PT5M", "PT5M", "PT45M")),
                row("anything else", given("company", "other", "priority", "normal", "vehicleType", "sedan"), SHIPPED),
                row("unknown values", given("company", "?", "priority", "URGENT", "vehicleType", ""), SHIPPED),
                row("nulls", given("company", null, "priority", null, "paymentMethod", null), SHIPPED),
                row("numbers where texts belong", given("company", 7, "priority", true), SHIPPED),
                row("nothing known", given(), SHIPPED));
    }

    @Test
    void everyLimitIsADuration() {
        for (Case each : cases()) {
            decision.evaluate(each.variables())
                    .output()
                    .properties()
                    .forEach(limit -> assertThat(Duration.parse(limit.getValue().asString()))
                            .as(limit.getKey())
                            .isGreaterThanOrEqualTo(Duration.ZERO));
        }
    }

    private static String limits(String payment, String lead, String acceptance, String retry, String reminder) {
        return """
                {"paymentWindow": "%s", "dispatchLead": "%s", "acceptanceWindow": "%s", "retryInterval": "%s",
                 "reminderBefore": "%s", "waitingAfter": "PT0S"}""".formatted(payment, lead, acceptance, retry, reminder);
    }
}
