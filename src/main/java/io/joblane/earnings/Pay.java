package io.joblane.earnings;

import io.joblane.shared.VehicleType;

/** The rules by which agents of the current company are paid. Asks the engine: never call it inside a database transaction. */
public interface Pay {
    PayRule ofTrip(VehicleType type);

    PayRule ofJob(String jobType);
}
