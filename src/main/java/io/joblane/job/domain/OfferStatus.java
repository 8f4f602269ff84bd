package io.joblane.job.domain;

/** Where an offer stands. */
public enum OfferStatus {
    OPEN,
    ACCEPTED,
    DECLINED,
    /** The question is not asked any more: the job was changed or cancelled, or the office has decided about the agent. */
    WITHDRAWN,
    /** Others were faster. */
    FILLED,
    /** Nobody waits for the answer any more. */
    EXPIRED
}
