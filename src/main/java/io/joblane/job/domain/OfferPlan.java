package io.joblane.job.domain;

import io.joblane.job.domain.OfferRounds.Outcome;
import io.joblane.job.domain.OfferTable.NewOffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the next round of asking shall be, worked out by the rules before the job is locked.
 *
 * @param again whether the open offers are handed to the process once more
 * @param last whether everybody who is left is asked, because the deadline has passed
 * @param wave null where nobody new is asked
 * @param notAsked how many were not, by reason
 */
public record OfferPlan(
        UUID jobId,
        Outcome outcome,
        boolean again,
        boolean last,
        int number,
        @Nullable Wave wave,
        List<NewOffer> ask,
        Map<String, Integer> notAsked) {
    static OfferPlan of(UUID jobId, Outcome outcome) {
        return new OfferPlan(jobId, outcome, false, false, 0, null, List.of(), Map.of());
    }

    static OfferPlan again(UUID jobId) {
        return new OfferPlan(jobId, Outcome.OFFERED, true, false, 0, null, List.of(), Map.of());
    }
}
