package io.joblane.earnings;

import io.joblane.shared.Money;
import java.util.UUID;

/** Writes down what was earned, once for each assignment; a later call replaces what an earlier one wrote. Joins the caller's transaction. */
public interface Earnings {
    /** Of the completed assignment of the booking; does nothing where there is none. */
    void recordTrip(UUID bookingId, Money price, PayRule rule);

    /** Of the completed assignment of a job, by the time between check-in and check-out; does nothing where it is not completed. */
    void recordJob(UUID assignmentId, PayRule rule);
}
