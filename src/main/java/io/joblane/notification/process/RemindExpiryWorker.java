package io.joblane.notification.process;

import io.joblane.context.CurrentCompany;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.notification.domain.AgentReminders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reminds agents of what ends soon, as many days before as the decision {@code expiryReminders} says of each kind. */
@JobType("notification.remindExpiry")
class RemindExpiryWorker implements PreparingWorker<RemindExpiryWorker.Variables, Map<String, List<Integer>>> {
    private static final String DECISION = "expiryReminders";

    private final AgentReminders reminders;
    private final Decisions decisions;

    RemindExpiryWorker(AgentReminders reminders, Decisions decisions) {
        this.reminders = reminders;
        this.decisions = decisions;
    }

    @Override
    public Map<String, List<Integer>> prepare(Variables variables) {
        String company = CurrentCompany.required();
        Map<String, List<Integer>> steps = new HashMap<>();
        for (String kind : reminders.kindsOfProofs()) {
            JsonNode rule = decisions
                    .evaluate(DECISION, Map.of("company", company, "kind", kind))
                    .output();
            steps.put(kind, rule.path("send").asString("").equals("yes") ? steps(rule) : List.of());
        }
        return steps;
    }

    @Override
    public @Nullable Object handle(Variables variables, Map<String, List<Integer>> steps) {
        reminders.ofExpiry(variables.event(), steps);
        return null;
    }

    /** A negative number is no step. */
    private static List<Integer> steps(JsonNode rule) {
        return Stream.of("firstBefore", "secondBefore", "thirdBefore")
                .map(name -> {
                    if (!rule.path(name).isIntegralNumber()) {
                        throw new DecisionFailedException(DECISION, name + " is no whole number of days");
                    }
                    return rule.path(name).asInt();
                })
                .filter(days -> days >= 0)
                .toList();
    }

    /** @param event the task's header: which text */
    record Variables(String event) {}
}
