package io.joblane.approval.domain;

import io.joblane.engine.DecisionFailedException;
import io.joblane.identity.OfficeGroup;
import io.joblane.shared.LowerCase;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the decision {@code approvalRouting} says of a request.
 *
 * @param required how many must agree
 * @param remindAfter null: nobody is reminded
 * @param escalateAfter null: it stays where it is
 * @param escalateTo null where {@code escalateAfter} is
 * @param version of the decision
 */
public record Routing(
        OfficeGroup group,
        int required,
        @Nullable Duration remindAfter,
        @Nullable Duration escalateAfter,
        @Nullable OfficeGroup escalateTo,
        Duration lapseAfter,
        int version) {
    static final String DECISION = "approvalRouting";
    private static final int MOST_REQUIRED = 9;

    /** @throws DecisionFailedException for an answer that is none */
    static Routing of(JsonNode rule, int version) {
        int required = rule.path("required").asInt(0);
        if (required < 1 || required > MOST_REQUIRED) {
            throw new DecisionFailedException(DECISION, "required is no whole number from 1 to " + MOST_REQUIRED);
        }
        OfficeGroup group = group(rule, "group");
        Duration lapse = time(rule, "lapseAfter");
        if (group == null || lapse == null) {
            throw new DecisionFailedException(DECISION, "group and lapseAfter must be there");
        }
        Duration escalate = time(rule, "escalateAfter");
        OfficeGroup to = group(rule, "escalateTo");
        if ((escalate == null) != (to == null)) {
            throw new DecisionFailedException(DECISION, "escalateAfter and escalateTo go together");
        }
        return new Routing(group, required, time(rule, "remindAfter"), escalate, to, lapse, version);
    }

    private static @Nullable OfficeGroup group(JsonNode rule, String name) {
        String text = rule.path(name).asString("");
        try {
            return text.isEmpty() ? null : LowerCase.parse(OfficeGroup.class, text);
        } catch (IllegalArgumentException e) {
            throw new DecisionFailedException(DECISION, name + " is no group of the office");
        }
    }

    private static @Nullable Duration time(JsonNode rule, String name) {
        String text = rule.path(name).asString("");
        try {
            return text.isEmpty() ? null : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new DecisionFailedException(DECISION, name + " is no duration, e.g. \"PT8H\"");
        }
    }
}
