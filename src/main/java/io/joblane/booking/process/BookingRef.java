package io.joblane.booking.process;

import java.util.UUID;

/** The one variable most workers need. */
record BookingRef(UUID bookingId) {}
