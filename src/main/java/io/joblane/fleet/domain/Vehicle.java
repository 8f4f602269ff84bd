package io.joblane.fleet.domain;

import io.joblane.fleet.NewVehicle;
import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.Ids;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;

/** The vehicle's aggregate. */
record Vehicle(
        @Id UUID id,
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
        @Embedded.Nullable @Nullable Audit audit,
        @Version @Nullable Integer version)
        implements Audited<Vehicle> {

    static Vehicle of(NewVehicle added) {
        return new Vehicle(
                Ids.next(),
                plate(added.plate()),
                added.make().strip(),
                added.model().strip(),
                added.type(),
                added.capacity(),
                added.luggageCapacity(),
                VehicleStatus.AVAILABLE,
                added.hourlyRate(),
                added.mileage(),
                added.nextServiceDue(),
                added.insuranceExpiry(),
                null,
                null);
    }

    /** @throws IllegalTransitionException where a person may not move it there */
    Vehicle with(VehicleChange change) {
        VehicleStatus target = orElse(change.status(), status);
        if (!status.mayBecome(target)) {
            throw new IllegalTransitionException(status, target);
        }
        return new Vehicle(
                id,
                change.plate() == null ? plate : plate(change.plate()),
                orElse(change.make(), make).strip(),
                orElse(change.model(), model).strip(),
                orElse(change.type(), type),
                orElse(change.capacity(), capacity),
                orElse(change.luggageCapacity(), luggageCapacity),
                target,
                orElse(change.hourlyRate(), hourlyRate),
                orElse(change.mileage(), mileage),
                change.nextServiceDue() == null ? nextServiceDue : change.nextServiceDue(),
                change.insuranceExpiry() == null ? insuranceExpiry : change.insuranceExpiry(),
                audit,
                version);
    }

    @Override
    public Vehicle withAudit(Audit newAudit) {
        return new Vehicle(
                id,
                plate,
                make,
                model,
                type,
                capacity,
                luggageCapacity,
                status,
                hourlyRate,
                mileage,
                nextServiceDue,
                insuranceExpiry,
                newAudit,
                version);
    }

    VehicleView view() {
        return new VehicleView(
                id,
                plate,
                make,
                model,
                type,
                capacity,
                luggageCapacity,
                status,
                hourlyRate,
                mileage,
                nextServiceDue,
                insuranceExpiry,
                version == null ? 0 : version);
    }

    /** Plates are compared by eye and by a unique index: one spelling. */
    private static String plate(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    private static <T> T orElse(@Nullable T changed, T kept) {
        return changed == null ? kept : changed;
    }
}
