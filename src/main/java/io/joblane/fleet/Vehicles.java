package io.joblane.fleet;

import java.util.Optional;
import java.util.UUID;

/** The fleet as trips need it. Each call joins the caller's transaction. */
public interface Vehicles {
    Optional<VehicleView> find(UUID id);

    /** A trip has begun: available becomes in service; any other status stays, as an override may use such a vehicle. */
    void inService(UUID id);

    /** The trip has ended: in service becomes available; any other status stays. */
    void available(UUID id);

    UUID add(NewVehicle vehicle);
}
