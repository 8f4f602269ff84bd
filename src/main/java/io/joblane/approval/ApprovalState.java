package io.joblane.approval;

/** How far a request has come. */
public enum ApprovalState {
    PENDING,
    /** Agreed to, and still to be applied in another database. */
    APPROVED,
    REJECTED,
    /** Taken back by who submitted it. */
    WITHDRAWN,
    /** Nobody decided in time. */
    LAPSED,
    APPLIED,
    /** Agreed to, but its target is gone or does not allow it any more. */
    FAILED;

    public boolean isOpen() {
        return this == PENDING || this == APPROVED;
    }
}
