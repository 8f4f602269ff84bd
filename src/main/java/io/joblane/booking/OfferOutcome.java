package io.joblane.booking;

/** How the offer of a trip to one agent ended. */
public enum OfferOutcome {
    ACCEPTED,
    DECLINED,
    EXPIRED,
    /** Somebody changed the assignment meanwhile; what counts is decided anew. */
    WITHDRAWN
}
