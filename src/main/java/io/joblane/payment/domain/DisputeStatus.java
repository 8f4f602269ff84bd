package io.joblane.payment.domain;

/** Where a dispute stands: an admin decides on an open one, the bank on a contested one. */
public enum DisputeStatus {
    OPEN,
    CONTESTED,
    ACCEPTED,
    WON,
    LOST
}
