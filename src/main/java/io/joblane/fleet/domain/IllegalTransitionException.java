package io.joblane.fleet.domain;

import io.joblane.fleet.VehicleStatus;

/** A person wants a status that only a trip may set or end, or brings back a retired vehicle. */
class IllegalTransitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(VehicleStatus from, VehicleStatus to) {
        super(from + " -> " + to);
    }
}
