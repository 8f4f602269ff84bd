package io.joblane.fleet.domain;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface VehicleRepository extends Repository<Vehicle, UUID> {
    Vehicle save(Vehicle vehicle);

    Optional<Vehicle> findByIdAndAuditDeletedAtIsNull(UUID id);
}
