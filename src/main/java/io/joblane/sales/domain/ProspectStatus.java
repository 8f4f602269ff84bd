package io.joblane.sales.domain;

/** How far a prospect has come. */
public enum ProspectStatus {
    OPEN,
    /** Is a customer now. */
    CONVERTED,
    LOST
}
