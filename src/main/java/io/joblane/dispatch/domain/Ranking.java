package io.joblane.dispatch.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A shortlist and the order in which the decision ranked it, before it is stored.
 *
 * @param ranked the decision's answer, best first, each with score, criteria and the vehicle to take
 * @param decisionVersion null where there was nobody to rank
 */
public record Ranking(
        UUID bookingId,
        int round,
        JsonNode ranked,
        JsonNode facts,
        JsonNode rejectedCounts,
        JsonNode rejectedNearest,
        @Nullable Long decisionKey,
        @Nullable Integer decisionVersion) {

    public int candidateCount() {
        return ranked.size();
    }
}
