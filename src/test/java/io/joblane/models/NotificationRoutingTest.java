package io.joblane.models;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class NotificationRoutingTest extends DecisionTableTest {
    NotificationRoutingTest() {
        super("notificationRouting");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "an offered trip is urgent, by day",
                        agent("trip_assigned", 12, "any"),
                        route("urgent", "[\"push\", \"sms\", \"email\"]", "[\"PT2M\", \"PT15M\"]", "now", "null")),
                row(
                        "and at night, to whoever wants the app only",
                        agent("trip_assigned", 3, "in_app"),
                        route("urgent", "[\"push\", \"sms\", \"email\"]", "[\"PT2M\", \"PT15M\"]", "now", "null")),
                row(
                        "a waiting customer, to an agent who wants SMS",
                        agent("customer_waiting", 12, "sms"),
                        route("urgent", "[\"sms\", \"push\", \"email\"]", "[\"PT2M\", \"PT15M\"]", "now", "null")),
                row(
                        "a changed trip at night, without own quiet hours",
                        agent("trip_amended", 23, "any"),
                        route("high", "[\"push\", \"sms\", \"email\"]", "[\"PT15M\", \"PT2H\"]", "now", "null")),
                row(
                        "a changed trip, by SMS",
                        agent("trip_amended", 12, "sms"),
                        route("high", "[\"sms\", \"push\", \"email\"]", "[\"PT30M\", \"PT4H\"]", "now", "null")),
                row(
                        "a reminder of the week late in the evening",
                        agent("week_not_set", 22, "any"),
                        route("low", "[\"push\", \"email\"]", "[\"PT12H\", null]", "wait", "7")),
                row(
                        "early in the morning",
                        agent("week_not_set", 6, "any"),
                        route("low", "[\"push\", \"email\"]", "[\"PT12H\", null]", "wait", "7")),
                row(
                        "at seven",
                        agent("week_not_set", 7, "any"),
                        route("low", "[\"push\", \"email\"]", "[\"PT12H\", null]", "now", "null")),
                row(
                        "anything else to an agent",
                        agent("time_off_approved", 12, "any"),
                        route("normal", "[\"push\", \"email\"]", "[\"PT2H\", null]", "now", "null")),
                row(
                        "to an agent who wants mail",
                        agent("time_off_approved", 12, "email"),
                        route("normal", "[\"email\", \"push\"]", "[\"PT30M\", null]", "now", "null")),
                row(
                        "to an agent who wants the app only",
                        agent("trip_amended", 12, "in_app"),
                        route("high", "[]", "[null, null]", "now", "null")),
                row(
                        "own quiet hours over midnight, inside",
                        quiet("trip_amended", 1, 23, 6),
                        route("high", "[\"push\", \"sms\", \"email\"]", "[\"PT15M\", \"PT2H\"]", "wait", "null")),
                row(
                        "own quiet hours over midnight, outside",
                        quiet("time_off_approved", 22, 23, 6),
                        route("normal", "[\"push\", \"email\"]", "[\"PT2H\", null]", "now", "null")),
                row(
                        "own quiet hours of the day, inside",
                        quiet("time_off_approved", 13, 13, 15),
                        route("normal", "[\"push\", \"email\"]", "[\"PT2H\", null]", "wait", "null")),
                row(
                        "own quiet hours of the day, at their end",
                        quiet("time_off_approved", 15, 13, 15),
                        route("normal", "[\"push\", \"email\"]", "[\"PT2H\", null]", "now", "null")),
                row(
                        "a driver at the door",
                        customer("agent_arrived", 2, "any"),
                        route("urgent", "[\"sms\", \"email\"]", "[\"PT10M\", null]", "now", "null")),
                row(
                        "a driver at the door of somebody who wants mail",
                        customer("agent_arrived", 12, "email"),
                        route("urgent", "[\"email\", \"sms\"]", "[\"PT5M\", null]", "now", "null")),
                row(
                        "a cancelled booking",
                        customer("booking_cancelled", 12, "any"),
                        route("high", "[\"email\", \"sms\"]", "[\"PT30M\", null]", "now", "null")),
                row(
                        "a cancelled booking, by SMS",
                        customer("booking_cancelled", 12, "sms"),
                        route("high", "[\"sms\", \"email\"]", "[\"PT2H\", null]", "now", "null")),
                row(
                        "a receipt",
                        customer("trip_completed", 12, "any"),
                        route("normal", "[\"email\"]", "[null, null]", "now", "null")),
                row(
                        "a confirmed trip",
                        customer("agent_assigned", 12, "any"),
                        route("normal", "[\"email\", \"sms\"]", "[null, null]", "now", "null")),
                row(
                        "the office",
                        message("staff", "time_off_waiting", null, 12, "any", null, null),
                        route("normal", "[\"email\"]", "[null, null]", "now", "null")),
                row(
                        "a given priority: urgent",
                        priority("urgent", 3),
                        route("urgent", PUSH, "[\"PT2M\", \"PT15M\"]", "now", "null")),
                row(
                        "a given priority: high",
                        priority("high", 3),
                        route("high", PUSH, "[\"PT15M\", \"PT2H\"]", "now", "null")),
                row(
                        "a given priority: normal",
                        priority("normal", 12),
                        route("normal", "[\"push\", \"email\"]", "[\"PT2H\", null]", "now", "null")),
                row(
                        "a given priority: low",
                        priority("low", 12),
                        route("low", "[\"push\", \"email\"]", "[\"PT12H\", null]", "now", "null")));
    }

    private static final String PUSH = "[\"push\", \"sms\", \"email\"]";

    private static Map<String, @Nullable Object> agent(String event, int hour, String prefers) {
        return message("agent", event, null, hour, prefers, null, null);
    }

    private static Map<String, @Nullable Object> quiet(String event, int hour, int from, int until) {
        return message("agent", event, null, hour, "any", from, until);
    }

    private static Map<String, @Nullable Object> customer(String event, int hour, String prefers) {
        return message("customer", event, null, hour, prefers, null, null);
    }

    private static Map<String, @Nullable Object> priority(String priority, int hour) {
        return message("agent", "announcement", priority, hour, "any", null, null);
    }

    private static Map<String, @Nullable Object> message(
            String kind,
            String event,
            @Nullable String priority,
            int hour,
            String prefers,
            @Nullable Integer from,
            @Nullable Integer until) {
        return given(
                "company",
                "other",
                "recipientKind",
                kind,
                "event",
                event,
                "priority",
                priority,
                "hour",
                hour,
                "prefers",
                prefers,
                "quietFrom",
                from,
                "quietUntil",
                until);
    }

    private static String route(String urgency, String channels, String after, String disturb, String until) {
        return "{\"urgency\": \"%s\", \"channels\": %s, \"after\": %s, \"disturb\": \"%s\", \"until\": %s}"
                .formatted(urgency, channels, after, disturb, until);
    }
}
