package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CancellationPolicyTest extends DecisionTableTest {

    CancellationPolicyTest() {
        super("cancellationPolicy");
    }

    @Override
    List<Case> cases() {
        return List.of(
                cancelled(
                        "nobody found",
                        "system",
                        "awaiting_assignment",
                        -0.1,
                        100,
                        "Nobody could be found for the trip"),
                cancelled(
                        "system, agent assigned", "system", "assigned", 30, 100, "Nobody could be found for the trip"),
                cancelled("dispatcher", "dispatcher", "accepted", 0.5, 100, "Cancelled by the company"),
                cancelled("dispatcher, on board", "dispatcher", "in_progress", -1, 100, "Cancelled by the company"),
                cancelled("never paid", "payment", "pending", 48, 0, "Never paid"),
                cancelled("before payment", "customer", "pending", 48, 0, "Cancelled before it was paid"),
                cancelled("on board", "customer", "in_progress", -0.5, 0, "The trip had begun"),
                cancelled("agent arrived", "customer", "arrived", 0.1, 0, "The agent was at the pickup"),
                cancelled("agent on the way", "customer", "en_route_pickup", 30, 25, "The agent was on the way"),
                cancelled(
                        "a day ahead, exactly", "customer", "accepted", 24, 100, "24 hours or more before the pickup"),
                cancelled("under a day", "customer", "accepted", 23.99, 75, "2 to 24 hours before the pickup"),
                cancelled("2 hours ahead, exactly", "customer", "assigned", 2, 75, "2 to 24 hours before the pickup"),
                cancelled("under 2 hours", "customer", "assigned", 1.99, 50, "Less than 2 hours before the pickup"),
                cancelled("at the pickup time", "customer", "assigned", 0, 50, "Less than 2 hours before the pickup"),
                cancelled(
                        "after the pickup time",
                        "customer",
                        "awaiting_assignment",
                        -0.01,
                        100,
                        "The pickup time had passed without an agent"),
                cancelled("hours unknown", "customer", "assigned", null, 0, "To be decided by a dispatcher"),
                cancelled("hours no number", "customer", "assigned", "soon", 0, "To be decided by a dispatcher"),
                cancelled("nothing known", null, null, null, 0, "To be decided by a dispatcher"));
    }

    @Test
    void aShareIsAPercentage() {
        for (Case each : cases()) {
            assertThat(decision.evaluate(each.variables()).output().get("share").asInt())
                    .as(each.name())
                    .isBetween(0, 100);
        }
    }

    private static Case cancelled(
            String name, @Nullable String by, @Nullable String from, @Nullable Object hours, int share, String reason) {
        return row(
                name,
                given("company", "x", "cancelledBy", by, "cancelledFrom", from, "hoursBeforePickup", hours),
                "{\"share\": %d, \"reason\": \"%s\"}".formatted(share, reason));
    }
}
