package io.joblane.booking;

import java.util.Set;

/** Where a booking stands. Only {@code COMPLETED} bookings are invoiced, and nothing leaves {@code INVOICED} or {@code CANCELLED}. */
public enum BookingStatus {
    PENDING,
    AWAITING_ASSIGNMENT,
    ASSIGNED,
    ACCEPTED,
    EN_ROUTE_PICKUP,
    ARRIVED,
    IN_PROGRESS,
    COMPLETED,
    INVOICED,
    CANCELLED;

    /** Statuses in which an agent is tied to the booking. */
    public static final Set<BookingStatus> WITH_AGENT =
            Set.of(ASSIGNED, ACCEPTED, EN_ROUTE_PICKUP, ARRIVED, IN_PROGRESS);

    public boolean hasAgent() {
        return WITH_AGENT.contains(this);
    }

    /** Not completed and not cancelled: it may still be cancelled, amended, overridden. */
    public boolean isOpen() {
        return hasAgent() || this == PENDING || this == AWAITING_ASSIGNMENT;
    }
}
