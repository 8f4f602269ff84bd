package io.joblane.dispatch.domain;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who could go and who could not.
 *
 * @param rejectedCounts reason to number of agents
 * @param rejectedNearest the nearest of them, with their reasons
 */
record Shortlist(List<Candidate> candidates, Map<String, Integer> rejectedCounts, List<Rejected> rejectedNearest) {
    /** @param distanceKm null where neither position nor home is known */
    record Rejected(UUID agentId, String reason, @Nullable Double distanceKm) {}
}
