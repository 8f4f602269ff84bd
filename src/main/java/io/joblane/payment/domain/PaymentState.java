package io.joblane.payment.domain;

/** Where a payment stands. A card payment that failed may be tried again and then succeed. */
public enum PaymentState {
    PENDING,
    SUCCEEDED,
    FAILED,
    CANCELED
}
