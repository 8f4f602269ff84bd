package io.joblane.models;

import java.util.List;

class OfferWavesTest extends DecisionTableTest {
    OfferWavesTest() {
        super("offerWaves");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("the demo company", wave("demo-field", "standard", 1, false), answer(3, 5, "PT20S", 100)),
                row("the demo company's last", wave("demo-field", "urgent", 9, true), answer(3, 5, "PT20S", 100)),
                row("urgent: everybody at once", wave("other", "urgent", 1, false), answer(1000, 1000, "PT15M", 200)),
                row("urgent, later", wave("other", "urgent", 4, false), answer(1000, 1000, "PT15M", 200)),
                row("urgent, the last", wave("other", "urgent", 2, true), answer(1000, 1000, "PT10M", 200)),
                row("the last", wave("other", "standard", 1, true), answer(1000, 1000, "PT2H", 100)),
                row("the last of a low one", wave("other", "low", 2, true), answer(1000, 1000, "PT2H", 100)),
                row("low, first", wave("other", "low", 1, false), answer(1, 2, "PT4H", 25)),
                row("low, second", wave("other", "low", 2, false), answer(1, 4, "PT4H", 50)),
                row("low, third", wave("other", "low", 3, false), answer(3, 10, "PT1H", 100)),
                row("standard, first", wave("other", "standard", 1, false), answer(2, 4, "PT30M", 25)),
                row("standard, second", wave("other", "standard", 2, false), answer(2, 6, "PT30M", 50)),
                row("standard, third", wave("other", "standard", 3, false), answer(3, 10, "PT1H", 100)),
                row("nothing known", given(), answer(3, 10, "PT1H", 100)));
    }

    private static java.util.Map<String, Object> wave(String company, String urgency, int wave, boolean last) {
        return given("company", company, "urgency", urgency, "wave", wave, "last", last);
    }

    private static String answer(int perSlot, int atLeast, String next, int km) {
        return "{\"perSlot\": %d, \"atLeast\": %d, \"nextAfter\": \"%s\", \"maxKm\": %d}"
                .formatted(perSlot, atLeast, next, km);
    }
}
