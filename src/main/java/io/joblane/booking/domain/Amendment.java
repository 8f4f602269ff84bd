package io.joblane.booking.domain;

import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.shared.VehicleType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What shall change in a booking; null stays as it is. */
public record Amendment(
        @Nullable Place pickup,
        @Nullable Place dropoff,
        @Nullable Instant pickupAt,
        @Nullable Integer passengers,
        @Nullable Integer luggage,
        @Nullable VehicleType vehicleType,
        @Nullable Priority priority,
        @Nullable String notes) {

    /** Whether the agent on the way is concerned: another pickup, time, load or vehicle. */
    boolean concernsPickup() {
        return pickup != null || pickupAt != null || passengers != null || luggage != null || vehicleType != null;
    }

    boolean concernsRoute() {
        return pickup != null || dropoff != null || pickupAt != null || vehicleType != null;
    }

    Booking apply(Booking booking) {
        return booking.copy()
                .pickup(pickup == null ? booking.pickup() : pickup)
                .dropoff(dropoff == null ? booking.dropoff() : dropoff)
                .pickupAt(pickupAt == null ? booking.pickupAt() : pickupAt)
                .passengers(passengers == null ? booking.passengers() : passengers)
                .luggage(luggage == null ? booking.luggage() : luggage)
                .vehicleType(vehicleType == null ? booking.vehicleType() : vehicleType)
                .priority(priority == null ? booking.priority() : priority)
                .notes(notes == null ? booking.notes() : notes)
                // A search asked for at the old time says nothing about the new one.
                .dispatchRequestedAt(pickupAt == null ? booking.dispatchRequestedAt() : null)
                .build();
    }
}
