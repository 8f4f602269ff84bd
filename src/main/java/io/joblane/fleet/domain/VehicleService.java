package io.joblane.fleet.domain;

import io.joblane.context.CurrentActor;
import io.joblane.fleet.NewVehicle;
import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.fleet.Vehicles;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people and trips do with vehicles. */
@Service
public class VehicleService implements Vehicles {
    private final VehicleRepository vehicles;
    private final JdbcClient jdbc;
    private final Clock clock;

    VehicleService(VehicleRepository vehicles, JdbcClient jdbc, Clock clock) {
        this.vehicles = vehicles;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<VehicleView> find(UUID id) {
        return vehicles.findByIdAndAuditDeletedAtIsNull(id).map(Vehicle::view);
    }

    @Override
    @Transactional
    public void inService(UUID id) {
        move(id, VehicleStatus.AVAILABLE, VehicleStatus.IN_SERVICE);
    }

    @Override
    @Transactional
    public void available(UUID id) {
        move(id, VehicleStatus.IN_SERVICE, VehicleStatus.AVAILABLE);
    }

    @Override
    @Transactional
    public UUID add(NewVehicle vehicle) {
        return vehicles.save(Vehicle.of(vehicle)).id();
    }

    private void move(UUID id, VehicleStatus from, VehicleStatus to) {
        jdbc.sql(
                        """
                        UPDATE vehicle SET status = :to, updated_at = :now, updated_by = :by, version = version + 1
                        WHERE id = :id AND status = :from
                        """)
                .param("id", id)
                .param("from", LowerCase.of(from))
                .param("to", LowerCase.of(to))
                .param("now", Timestamp.from(clock.instant()))
                .param("by", CurrentActor.get().auditName())
                .update();
    }
}
