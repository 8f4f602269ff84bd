package io.joblane.fleet;

import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle as other modules see it.
 *
 * @param nextServiceDue on this day it must not drive any more; null where no service is planned
 * @param insuranceExpiry on this day it must not drive any more; null where no end is known
 */
public record VehicleView(
        UUID id,
        String plate,
        String make,
        String model,
        VehicleType type,
        int capacity,
        int luggageCapacity,
        VehicleStatus status,
        BigDecimal hourlyRate,
        int mileage,
        @Nullable LocalDate nextServiceDue,
        @Nullable LocalDate insuranceExpiry,
        int version) {}
