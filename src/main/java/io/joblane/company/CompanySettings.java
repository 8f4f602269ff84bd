package io.joblane.company;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a company sets for itself; kept as JSON, a missing field takes its default.
 *
 * @param shortlistSize how many candidates the dispatch decision ranks, 1..500
 * @param shortlistOrder which candidates the shortlist prefers when there are more
 * @param vehicles whether its work needs vehicles of its own fleet
 * @param jobs whether it works on sites (jobs), besides or instead of driving people
 * @param dormancyWeeks after how many weeks without work a customer counts as dormant, 1..104; 0: never
 */
public record CompanySettings(
        int shortlistSize, ShortlistOrder shortlistOrder, boolean vehicles, boolean jobs, int dormancyWeeks) {
    public static final CompanySettings DEFAULT = new CompanySettings(20, ShortlistOrder.BALANCED);

    @JsonCreator
    public CompanySettings {
        if (shortlistSize < 1 || shortlistSize > 500) {
            throw new IllegalArgumentException("shortlistSize must be 1..500, not " + shortlistSize);
        }
        if (dormancyWeeks < 0 || dormancyWeeks > 104) {
            throw new IllegalArgumentException("dormancyWeeks must be 0..104, not " + dormancyWeeks);
        }
    }

    /** A transfer company: vehicles, no jobs, nobody is dormant. */
    public CompanySettings(int shortlistSize, ShortlistOrder shortlistOrder) {
        this(shortlistSize, shortlistOrder, true, false, 0);
    }

    /** The order in which SQL shortlists, before the decision table ranks. */
    public enum ShortlistOrder {
        /** Nearest to the pickup first. */
        DISTANCE,
        /** By the shipped weights on rating, distance, experience and vehicle, so that the ranking's winner is rarely missed. */
        BALANCED
    }
}
