package io.joblane.job.domain;

import io.joblane.engine.DecisionFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A job's times and limits, as {@code dmn/jobTimers.dmn} says them: ISO-8601 durations by name. Kept with the job, because a tap
 * cannot wait for a decision.
 */
public record JobLimits(Map<String, String> values) {
    static final String DECISION = "jobTimers";

    public JobLimits {
        values = Map.copyOf(values);
    }

    /** @throws DecisionFailedException where one is no duration */
    static JobLimits of(JsonNode answer) {
        Map<String, String> values = new LinkedHashMap<>();
        answer.properties()
                .forEach(each -> values.put(each.getKey(), each.getValue().asString("")));
        JobLimits limits = new JobLimits(values);
        try {
            values.keySet().forEach(limits::duration);
            limits.fillBefore();
            limits.withdrawBefore();
            limits.approach();
            limits.margin();
            limits.overdueAfter();
            limits.duration("weatherAgainAt");
        } catch (DateTimeParseException | IllegalStateException e) {
            throw new DecisionFailedException(DECISION, "every limit must be an ISO-8601 duration");
        }
        return limits;
    }

    /** How long before the arrival everybody who is left is asked. */
    Duration fillBefore() {
        return duration("fillBefore");
    }

    Duration withdrawBefore() {
        return duration("withdrawBefore");
    }

    Duration approach() {
        return duration("approach");
    }

    Duration margin() {
        return duration("margin");
    }

    /** How long after its expected end a job is signed off whoever has checked out. */
    Duration overdueAfter() {
        return duration("overdueAfter");
    }

    /** The hour of the evening before at which the weather is looked up again. */
    Instant weatherAgainAt(LocalDate workDate, ZoneId zone) {
        Duration hour = duration("weatherAgainAt");
        return workDate.minusDays(1)
                .atTime(LocalTime.MIDNIGHT.plus(hour))
                .atZone(zone)
                .toInstant();
    }

    private Duration duration(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The limit " + name + " is missing");
        }
        return Duration.parse(value);
    }
}
