package io.joblane.job.domain;

import io.joblane.engine.DecisionFailedException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.JsonNode;

/**
 * How one round of asking is: what {@code dmn/offerWaves.dmn} says.
 *
 * @param perSlot how many are asked for each free slot
 * @param atLeast how many are asked however few slots are free
 * @param nextAfter how long until the next round, unless all have answered
 * @param maxKm how far away an agent may live
 */
record Wave(int perSlot, int atLeast, Duration nextAfter, double maxKm) {
    static final String DECISION = "offerWaves";

    static Wave of(JsonNode answer) {
        try {
            Wave wave = new Wave(
                    answer.path("perSlot").asInt(0),
                    answer.path("atLeast").asInt(0),
                    Duration.parse(answer.path("nextAfter").asString("")),
                    answer.path("maxKm").asDouble(0));
            if (wave.perSlot + wave.atLeast > 0 && wave.nextAfter.isPositive() && wave.maxKm > 0) {
                return wave;
            }
        } catch (DateTimeParseException e) {
            throw new DecisionFailedException(DECISION, "nextAfter must be an ISO-8601 duration");
        }
        throw new DecisionFailedException(
                DECISION, "it must ask somebody, within some kilometres, and wait for a while");
    }

    int size(int freeSlots) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(atLeast, (long) perSlot * freeSlots));
    }
}
