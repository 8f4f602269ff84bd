package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApprovalRoutingTest extends DecisionTableTest {
    ApprovalRoutingTest() {
        super("approvalRouting");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "the demo company is quick",
                        given("company", "demo-transfer", "requestType", "time_off", "noticeDays", 20),
                        route("manager", 1, "PT2M", null, null, "PT30M")),
                timeOff("it begins today", 0, "PT2H", "P1D"),
                timeOff("it begins tomorrow", 1, "PT2H", "P1D"),
                timeOff("it begins the day after", 2, "PT8H", "P2D"),
                timeOff("it begins in a week", 7, "PT8H", "P2D"),
                timeOff("it begins later", 8, "P2D", "P14D"),
                asked("a role", "role_change", null, "manager", "admin", 1, "P1D", null, null, "P7D"),
                asked("a refund", "refund", 999.99, "dispatcher", "manager", 1, "PT8H", "P2D", "admin", "P7D"),
                asked("a large refund", "refund", 1000, "admin", "admin", 2, "PT8H", null, null, "P7D"),
                asked("a price", "price_override", 200, "dispatcher", "manager", 1, "PT4H", "P1D", "admin", "P2D"),
                asked("a large price", "price_override", 1000, "manager", "admin", 2, "PT4H", null, null, "P2D"),
                asked(
                        "a dispatcher forces an assignment",
                        "force_assignment",
                        null,
                        "dispatcher",
                        "manager",
                        1,
                        "PT10M",
                        "PT30M",
                        "admin",
                        "PT4H"),
                asked(
                        "a manager forces an assignment",
                        "force_assignment",
                        null,
                        "manager",
                        "admin",
                        1,
                        "PT15M",
                        null,
                        null,
                        "PT4H"),
                asked(
                        "a prospect",
                        "prospect_conversion",
                        null,
                        "salesperson",
                        "manager",
                        1,
                        "P1D",
                        "P3D",
                        "admin",
                        "P30D"),
                asked(
                        "a contact of another company",
                        "contact_sync",
                        null,
                        "system",
                        "manager",
                        1,
                        "P2D",
                        "P7D",
                        "admin",
                        "P30D"),
                asked(
                        "a customer record",
                        "customer_change",
                        null,
                        "salesperson",
                        "manager",
                        1,
                        "P1D",
                        "P3D",
                        "admin",
                        "P14D"),
                asked(
                        "a contact at a customer",
                        "customer_contact",
                        null,
                        "salesperson",
                        "manager",
                        1,
                        "P1D",
                        "P3D",
                        "admin",
                        "P14D"),
                asked("a type no row knows", "moon_landing", null, "admin", "admin", 1, "P1D", null, null, "P7D"),
                row("nothing known", given(), route("admin", 1, "P1D", null, null, "P7D")));
    }

    @Test
    void whoIsRemindedStillHasTimeAndWhoStandsAboveIsNamed() {
        for (Case each : cases()) {
            JsonNode limits = decision.evaluate(each.variables()).output();
            Duration lapse = time(limits, "lapseAfter");
            assertThat(time(limits, "remindAfter")).as(each.name()).isLessThan(lapse);
            assertThat(limits.path("escalateAfter").isNull())
                    .as(each.name())
                    .isEqualTo(limits.path("escalateTo").isNull());
            if (!limits.path("escalateAfter").isNull()) {
                assertThat(time(limits, "escalateAfter"))
                        .as(each.name())
                        .isGreaterThan(time(limits, "remindAfter"))
                        .isLessThan(lapse);
            }
            assertThat(limits.path("group").asString()).isIn("dispatcher", "manager", "admin");
        }
    }

    private static Duration time(JsonNode limits, String name) {
        return Duration.parse(limits.path(name).asString());
    }

    private static Case timeOff(String name, int notice, String remind, String lapse) {
        return row(
                name,
                given("company", "other", "requestType", "time_off", "submitterRole", "agent", "noticeDays", notice),
                route("manager", 1, remind, null, null, lapse));
    }

    private static Case asked(
            String name,
            String type,
            @Nullable Number amount,
            String role,
            String group,
            int required,
            String remind,
            @Nullable String escalate,
            @Nullable String to,
            String lapse) {
        return row(
                name,
                given("company", "other", "requestType", type, "amount", amount, "submitterRole", role),
                route(group, required, remind, escalate, to, lapse));
    }

    private static String route(
            String group, int required, String remind, @Nullable String escalate, @Nullable String to, String lapse) {
        return "{\"group\": \"%s\", \"required\": %d, \"remindAfter\": \"%s\", \"escalateAfter\": %s, \"escalateTo\": %s, \"lapseAfter\": \"%s\"}"
                .formatted(group, required, remind, quoted(escalate), quoted(to), lapse);
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : '"' + text + '"';
    }
}
