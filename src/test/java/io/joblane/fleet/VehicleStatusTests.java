package io.joblane.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VehicleStatusTests {
    @ParameterizedTest
    @CsvSource({
        "AVAILABLE,   AVAILABLE,   true",
        "AVAILABLE,   IN_SERVICE,  false",
        "AVAILABLE,   MAINTENANCE, true",
        "AVAILABLE,   RETIRED,     true",
        "IN_SERVICE,  AVAILABLE,   false",
        "IN_SERVICE,  IN_SERVICE,  true",
        "IN_SERVICE,  MAINTENANCE, false",
        "IN_SERVICE,  RETIRED,     false",
        "MAINTENANCE, AVAILABLE,   true",
        "MAINTENANCE, IN_SERVICE,  false",
        "MAINTENANCE, MAINTENANCE, true",
        "MAINTENANCE, RETIRED,     true",
        "RETIRED,     AVAILABLE,   false",
        "RETIRED,     IN_SERVICE,  false",
        "RETIRED,     MAINTENANCE, false",
        "RETIRED,     RETIRED,     true"
    })
    void aPersonMovesAVehicleOnlyWhereNoTripIsConcerned(VehicleStatus from, VehicleStatus to, boolean allowed) {
        assertThat(from.mayBecome(to)).isEqualTo(allowed);
    }
}
