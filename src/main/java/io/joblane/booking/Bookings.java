package io.joblane.booking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What other modules may ask of bookings, and tell them. Each call joins the caller's transaction. */
public interface Bookings {
    Optional<BookingView> find(UUID id);

    /** {@link #find}, with the booking locked until the caller's transaction ends: what is decided by it stays true. */
    Optional<BookingView> lock(UUID id);

    /** The assignment that holds the agent now. */
    Optional<AssignmentView> currentAssignment(UUID bookingId);

    /** Every assignment of the booking, oldest first. */
    List<AssignmentView> assignments(UUID bookingId);

    /**
     * Locks the booking and moves it from completed to invoiced, with its line in the trip log.
     *
     * @return false where it is invoiced already
     * @throws IllegalStateException in any other status
     */
    boolean markInvoiced(UUID bookingId, String invoiceNumber);

    /** Locks the booking and records that its payment has come, if that still lets it go on. Once is enough. */
    Paid confirmPaid(UUID bookingId);

    /** What a payment that has come means to its booking. */
    enum Paid {
        CONFIRMED,
        /** It was paid before, by whatever means. */
        ALREADY,
        /** It has ended without a trip. */
        TOO_LATE
    }
}
