package io.joblane.fleet;

import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A vehicle that joins the fleet, available at once. */
public record NewVehicle(
        String plate,
        String make,
        String model,
        VehicleType type,
        int capacity,
        int luggageCapacity,
        BigDecimal hourlyRate,
        int mileage,
        @Nullable LocalDate nextServiceDue,
        @Nullable LocalDate insuranceExpiry) {}
