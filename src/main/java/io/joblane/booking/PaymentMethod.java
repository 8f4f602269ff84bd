package io.joblane.booking;

/** How the customer pays. */
public enum PaymentMethod {
    CARD,
    ACCOUNT,
    CASH
}
