package io.joblane.models;

import java.util.List;

class WeeklyReminderTest extends DecisionTableTest {
    WeeklyReminderTest() {
        super("weeklyReminder");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("the demo company reminds nobody", given("company", "demo-transfer"), at("no", 5, 16)),
                row("Friday at four", given("company", "other"), at("yes", 5, 16)),
                row("nothing known", given(), at("yes", 5, 16)));
    }

    private static String at(String send, int weekday, int hour) {
        return "{\"send\": \"%s\", \"weekday\": %d, \"hour\": %d}".formatted(send, weekday, hour);
    }
}
