package io.joblane.schedule.domain;

import io.joblane.engine.DecisionFailedException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import tools.jackson.databind.JsonNode;

/**
 * What a decision says of the time of day.
 *
 * @param send whether anything is done at all
 * @param hour 0..23, on the company's clock
 */
record Hours(boolean send, int hour) {
    /** @throws DecisionFailedException for an answer that is none */
    static Hours of(String decision, JsonNode rule) {
        String send = rule.path("send").asString("");
        if (!send.equals("yes") && !send.equals("no")) {
            throw new DecisionFailedException(decision, "send is neither \"yes\" nor \"no\"");
        }
        return new Hours(send.equals("yes"), whole(decision, rule, "hour", 0, 23));
    }

    /** A whole number within these bounds. */
    static int whole(String decision, JsonNode rule, String name, int least, int most) {
        int number = rule.path(name).asInt(least - 1);
        if (number < least || number > most) {
            throw new DecisionFailedException(decision, name + " is no whole number from " + least + " to " + most);
        }
        return number;
    }

    /** Whether the day's hour has come. An hour that the clock leaves out comes when the clock goes on. */
    boolean reached(LocalDate day, ZonedDateTime now) {
        return send && !now.isBefore(day.atTime(hour, 0).atZone(now.getZone()));
    }
}
