package io.joblane.models;

import java.util.List;

class JobPricingTest extends DecisionTableTest {

    JobPricingTest() {
        super("jobPricing");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("survey", given("company", "other", "type", "survey", "urgency", "standard"), cost(55, 30, 30, 0)),
                row("an urgent survey is a survey", given("type", "survey", "urgency", "urgent"), cost(55, 30, 30, 0)),
                row("urgent", given("company", "other", "type", "repair", "urgency", "urgent"), cost(85, 60, 15, 45)),
                row(
                        "standard",
                        given("company", "other", "type", "repair", "urgency", "standard"),
                        cost(60, 60, 15, 0)),
                row("nothing known", given(), cost(60, 60, 15, 0)));
    }

    private static String cost(int perHour, int minimum, int step, int callOut) {
        return "{\"perHour\": %d, \"minimumMinutes\": %d, \"stepMinutes\": %d, \"callOut\": %d}"
                .formatted(perHour, minimum, step, callOut);
    }
}
