package io.joblane.models;

import java.util.List;

class AgentPayTest extends DecisionTableTest {

    AgentPayTest() {
        super("agentPay");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("luxury", given("company", "other", "kind", "trip", "type", "luxury"), pay("65", "0")),
                row("wheelchair", given("kind", "trip", "type", "wheelchair"), pay("65", "0")),
                row("a job called luxury is no trip", given("kind", "job", "type", "luxury"), pay("0", "22.5")),
                row("trip", given("company", "other", "kind", "trip", "type", "sedan"), pay("60", "0")),
                row("trip of an unknown vehicle", given("kind", "trip", "type", null), pay("60", "0")),
                row("job", given("company", "other", "kind", "job", "type", "installation"), pay("0", "22.5")),
                row("nothing known", given(), pay("0", "22.5")));
    }

    private static String pay(String sharePercent, String perHour) {
        return "{\"sharePercent\": %s, \"perHour\": %s}".formatted(sharePercent, perHour);
    }
}
