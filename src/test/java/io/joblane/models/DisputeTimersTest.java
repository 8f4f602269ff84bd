package io.joblane.models;

import java.util.List;

class DisputeTimersTest extends DecisionTableTest {

    DisputeTimersTest() {
        super("disputeTimers");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("fraudulent", given("company", "other", "reason", "fraudulent"), within("P2D")),
                row("anything else", given("company", "other", "reason", "duplicate"), within("P5D")),
                row("nothing known", given(), within("P5D")));
    }

    private static String within(String duration) {
        return "\"" + duration + "\"";
    }
}
