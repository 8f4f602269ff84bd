package io.joblane.customer;

import java.util.Optional;
import java.util.UUID;

/** Who books. Each call joins the caller's transaction. */
public interface Customers {
    /**
     * The customer with this e-mail address, whatever its case; a new one where there is none. Two callers at once get the
     * same one. Name and phone are those given last: a booking has no contact of its own.
     */
    UUID findOrCreate(String name, String email, String phone);

    Optional<CustomerView> find(UUID id);

    /** Work was ordered for this customer: published as {@link CustomerBooked}, to be heard in the same transaction. */
    void booked(UUID id);
}
