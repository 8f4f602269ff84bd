package io.joblane.routing;

import io.joblane.shared.Geo;
import io.joblane.shared.VehicleType;
import java.time.Instant;

/** Estimates a trip for the current company. Asks the engine or a service: never call it inside a database transaction. */
public interface Routes {
    RouteEstimate estimate(Geo from, Geo to, VehicleType type, Instant at);
}
