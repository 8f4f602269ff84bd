package io.joblane.fleet.domain;

import io.joblane.context.CurrentActor;
import io.joblane.fleet.NewVehicle;
import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.fleet.Vehicles;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people and trips do with vehicles. */
@Service
public class VehicleService implements Vehicles {
    private final VehicleRepository vehicles;
    private final VehicleQueries queries;
    private final JdbcClient jdbc;
    private final Clock clock;

    VehicleService(VehicleRepository vehicles, VehicleQueries queries, JdbcClient jdbc, Clock clock) {
        this.vehicles = vehicles;
        this.queries = queries;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<VehicleView> find(UUID id) {
        return vehicles.findByIdAndAuditDeletedAtIsNull(id).map(Vehicle::view);
    }

    @Transactional(readOnly = true)
    public VehicleView get(UUID id) {
        return find(id).orElseThrow(VehicleService::unknown);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<VehicleView> page(
            @Nullable VehicleType type, @Nullable VehicleStatus status, @Nullable UUID after, int limit) {
        return queries.page(type, status, after, limit);
    }

    @Staff
    @Override
    @Transactional
    public UUID add(NewVehicle vehicle) {
        return save(Vehicle.of(vehicle)).id();
    }

    /** @param expectedVersion the version the person has seen; null where any will do */
    @Staff
    @Transactional
    public VehicleView change(UUID id, VehicleChange change, @Nullable Integer expectedVersion) {
        Vehicle vehicle = load(id, expectedVersion);
        Vehicle changed = vehicle.with(change);
        if (changed.status() == VehicleStatus.RETIRED && vehicle.status() != VehicleStatus.RETIRED) {
            requireUnplanned(id);
        }
        return save(changed).view();
    }

    /** Softly: trips and invoices of the past still name it. */
    @Staff
    @Transactional
    public void delete(UUID id, @Nullable Integer expectedVersion) {
        Vehicle vehicle = load(id, expectedVersion);
        requireUnplanned(id);
        save(vehicle.deleted(clock.instant(), CurrentActor.get().auditName()));
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

    private void move(UUID id, VehicleStatus from, VehicleStatus to) {
        jdbc.sql("""
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

    private Vehicle load(UUID id, @Nullable Integer expectedVersion) {
        Vehicle vehicle = vehicles.findByIdAndAuditDeletedAtIsNull(id).orElseThrow(VehicleService::unknown);
        Versions.check(vehicle.view().version(), expectedVersion);
        return vehicle;
    }

    private Vehicle save(Vehicle vehicle) {
        try {
            return vehicles.save(vehicle);
        } catch (DuplicateKeyException e) {
            throw Problem.conflict("plate_taken", "Another vehicle has the plate " + vehicle.plate() + ".");
        }
    }

    private void requireUnplanned(UUID id) {
        if (queries.isPlanned(id)) {
            throw Problem.conflict(
                    "vehicle_planned", "A trip is planned with this vehicle. Give the trip another one first.");
        }
    }

    private static Problem unknown() {
        return Problem.notFound("vehicle_unknown", "There is no such vehicle.");
    }
}
