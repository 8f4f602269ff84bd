package io.joblane.booking;

/** Whether the booking is paid; account and cash bookings are dispatched without. */
public enum PaymentStatus {
    UNPAID,
    PAID,
    ON_ACCOUNT,
    ON_COMPLETION
}
