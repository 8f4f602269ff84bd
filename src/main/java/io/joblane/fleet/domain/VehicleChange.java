package io.joblane.fleet.domain;

import io.joblane.fleet.VehicleStatus;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a person changes of a vehicle; null leaves a field as it is. */
public record VehicleChange(
        @Nullable String plate,
        @Nullable String make,
        @Nullable String model,
        @Nullable VehicleType type,
        @Nullable Integer capacity,
        @Nullable Integer luggageCapacity,
        @Nullable VehicleStatus status,
        @Nullable BigDecimal hourlyRate,
        @Nullable Integer mileage,
        @Nullable LocalDate nextServiceDue,
        @Nullable LocalDate insuranceExpiry) {}
