package io.joblane.booking;

import io.joblane.shared.VehicleType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of an order that other modules ask for. Not inside a transaction: the trip is estimated anew. */
public interface Changes {
    /** Null leaves what is. */
    void amendTrip(UUID bookingId, @Nullable VehicleType vehicleType, @Nullable Instant pickupAt);
}
