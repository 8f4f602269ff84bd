package io.joblane.booking.domain;

import io.joblane.booking.BookingStatus;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.util.Map;

/** A booking cannot go where it was sent from where it is. */
public class IllegalTransitionException extends Problem {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(String reference, BookingStatus from, BookingStatus to) {
        super(
                409,
                "booking_" + LowerCase.of(from),
                "Booking " + reference + " is " + LowerCase.of(from) + " and cannot become " + LowerCase.of(to) + ".",
                Map.of("status", LowerCase.of(from)),
                null,
                null);
    }
}
