package io.joblane.company;

/**
 * What a company sets for itself; kept as JSON, a missing field takes its default.
 *
 * @param shortlistSize how many candidates the dispatch decision ranks, 1..500
 * @param shortlistOrder which candidates the shortlist prefers when there are more
 */
public record CompanySettings(int shortlistSize, ShortlistOrder shortlistOrder) {
    public static final CompanySettings DEFAULT = new CompanySettings(20, ShortlistOrder.BALANCED);

    public CompanySettings {
        if (shortlistSize < 1 || shortlistSize > 500) {
            throw new IllegalArgumentException("shortlistSize must be 1..500, not " + shortlistSize);
        }
    }

    /** The order in which SQL shortlists, before the decision table ranks. */
    public enum ShortlistOrder {
        /** Nearest to the pickup first. */
        DISTANCE,
        /** By the shipped weights on rating, distance, experience and vehicle, so that the ranking's winner is rarely missed. */
        BALANCED
    }
}
