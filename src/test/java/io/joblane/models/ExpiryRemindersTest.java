package io.joblane.models;

import java.util.List;

class ExpiryRemindersTest extends DecisionTableTest {
    private static final String MONTH_WEEK_DAY =
            "{\"send\": \"yes\", \"hour\": 8, \"firstBefore\": 30, \"secondBefore\": 7, \"thirdBefore\": 0}";

    ExpiryRemindersTest() {
        super("expiryReminders");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("a certificate", given("company", "other", "kind", "certificate"), MONTH_WEEK_DAY),
                row("anything else", given("company", "other", "kind", "licence"), MONTH_WEEK_DAY),
                row("nothing known", given(), MONTH_WEEK_DAY));
    }
}
