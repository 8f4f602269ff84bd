package io.joblane.approval.domain;

/** What an approver says. */
public enum Decision {
    APPROVED,
    REJECTED,
    /** A question to who submitted it; the request stays open. */
    ASKED_BACK
}
