package io.joblane.booking;

/** How urgent a booking is; rules read it. */
public enum Priority {
    NORMAL,
    HIGH,
    URGENT
}
