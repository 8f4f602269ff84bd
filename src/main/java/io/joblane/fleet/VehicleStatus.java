package io.joblane.fleet;

/** Whether a vehicle can be used. People move it between available and maintenance and retire it; only a trip puts it in service. */
public enum VehicleStatus {
    AVAILABLE,
    IN_SERVICE,
    MAINTENANCE,
    RETIRED;

    /** Whether a person may move a vehicle from here to {@code target}; staying where it is always may be. */
    public boolean mayBecome(VehicleStatus target) {
        if (this == target) {
            return true;
        }
        return switch (this) {
            case AVAILABLE -> target == MAINTENANCE || target == RETIRED;
            case MAINTENANCE -> target == AVAILABLE || target == RETIRED;
            case IN_SERVICE, RETIRED -> false;
        };
    }
}
