package io.joblane.payment.domain;

/** Where a refund stands. */
public enum RefundState {
    /** The provider is to be asked, or asked again. */
    REQUESTED,
    /** The provider has taken it on. */
    PENDING,
    SUCCEEDED,
    FAILED,
    /** No provider holds the money: somebody in the office pays it out and says so. */
    MANUAL
}
