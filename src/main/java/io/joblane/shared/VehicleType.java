package io.joblane.shared;

/** Kinds of vehicles that can be booked. In JSON, SQL and models in lower case. */
public enum VehicleType {
    SEDAN,
    SUV,
    VAN,
    MINIBUS,
    LUXURY,
    WHEELCHAIR
}
