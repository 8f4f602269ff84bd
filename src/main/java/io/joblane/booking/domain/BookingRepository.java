package io.joblane.booking.domain;

import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** Writes whole bookings; {@link BookingStore} reads them. */
interface BookingRepository extends Repository<Booking, UUID> {
    Booking save(Booking booking);

    @Query("SELECT nextval('booking_reference')")
    long nextReference();
}
