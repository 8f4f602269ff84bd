package io.joblane.booking.domain;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.CrudRepository;

/** Bookings by id. */
public interface BookingRepository extends CrudRepository<Booking, UUID> {
    /** The booking, its row locked until the transaction ends: whoever decides about a booking holds this lock. */
    @Query("SELECT * FROM booking WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
    Optional<Booking> lockById(UUID id);

    @Query("SELECT nextval('booking_reference')")
    long nextReference();
}
