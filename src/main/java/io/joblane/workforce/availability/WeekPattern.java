package io.joblane.workforce.availability;

import java.util.List;
import java.util.UUID;

/**
 * What a week of the agent's looks like where nothing is said of the day itself.
 *
 * @param days those of which something is said, Monday first
 */
public record WeekPattern(UUID agentId, List<Weekday> days, int version) {

    /** @param weekday 1 is Monday, 7 Sunday */
    public record Weekday(int weekday, boolean available) {}
}
