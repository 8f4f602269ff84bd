package io.joblane.fleet.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class VehicleServiceTests extends DomainTest {
    @Autowired
    VehicleService vehicles;

    @Test
    void aNewVehicleIsAvailableAndItsPlateHasOneSpelling() {
        String plate = "ab-" + Rows.next();
        VehicleView added = vehicles.get(vehicles.add(Rows.aVehicle(" " + plate + " ")));

        assertThat(added.status()).isEqualTo(VehicleStatus.AVAILABLE);
        assertThat(added.plate()).isEqualTo(plate.toUpperCase(java.util.Locale.ROOT));
        assertThat(added.version()).isZero();
        assertThat(added.hourlyRate()).isEqualByComparingTo("25");
        assertProblem("plate_taken", () -> vehicles.add(Rows.aVehicle(plate)));
    }

    @Test
    void aChangeTouchesOnlyWhatItNames() {
        UUID id = rows.vehicle();
        VehicleView before = vehicles.get(id);

        VehicleView after = vehicles.change(id, change(VehicleStatus.MAINTENANCE, LocalDate.of(2027, 1, 31)), 0);

        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("status", "nextServiceDue", "version")
                .isEqualTo(before);
        assertThat(after.status()).isEqualTo(VehicleStatus.MAINTENANCE);
        assertThat(after.nextServiceDue()).isEqualTo("2027-01-31");
        assertThat(after.version()).isEqualTo(1);
        assertThat(vehicles.get(id)).isEqualTo(after);
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        UUID id = rows.vehicle();
        vehicles.change(id, change(VehicleStatus.MAINTENANCE, null), 0);

        assertProblem("precondition_failed", () -> vehicles.change(id, change(VehicleStatus.AVAILABLE, null), 0));
        assertThat(vehicles.get(id).status()).isEqualTo(VehicleStatus.MAINTENANCE);
    }

    @Test
    void onlyATripPutsAVehicleInServiceAndBringsItBack() {
        UUID id = rows.vehicle();
        assertProblem(
                "vehicle_status_not_possible", () -> vehicles.change(id, change(VehicleStatus.IN_SERVICE, null), null));

        vehicles.inService(id);
        assertThat(vehicles.get(id).status()).isEqualTo(VehicleStatus.IN_SERVICE);
        assertThat(vehicles.get(id).version()).isEqualTo(1);
        assertProblem(
                "vehicle_status_not_possible",
                () -> vehicles.change(id, change(VehicleStatus.MAINTENANCE, null), null));

        vehicles.available(id);
        assertThat(vehicles.get(id).status()).isEqualTo(VehicleStatus.AVAILABLE);
    }

    @Test
    void aTripLeavesAVehicleInMaintenanceWhereItIs() {
        UUID id = rows.vehicle();
        vehicles.change(id, change(VehicleStatus.MAINTENANCE, null), null);

        vehicles.inService(id);
        vehicles.available(id);

        assertThat(vehicles.get(id).status()).isEqualTo(VehicleStatus.MAINTENANCE);
    }

    @Test
    void aDeletedVehicleIsGoneAndItsPlateIsFree() {
        String plate = "GONE-" + Rows.next();
        UUID id = vehicles.add(Rows.aVehicle(plate));

        vehicles.delete(id, null);

        assertThat(vehicles.find(id)).isEmpty();
        assertProblem("vehicle_unknown", () -> vehicles.get(id));
        assertThat(vehicles.get(vehicles.add(Rows.aVehicle(plate))).plate()).isEqualTo(plate);
        assertThat(jdbc.sql("SELECT deleted_by FROM vehicle WHERE id = :id AND deleted_at IS NOT NULL")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("system");
    }

    @Test
    void aVehicleThatATripCountsOnStays() {
        UUID agent = rows.agent("Ada");
        UUID assignment = rows.assignment(rows.booking("assigned"), agent, "assigned", true);
        UUID id = jdbc.sql("SELECT vehicle_id FROM assignment WHERE id = :id")
                .param("id", assignment)
                .query(UUID.class)
                .single();

        assertProblem("vehicle_planned", () -> vehicles.delete(id, null));
        assertProblem("vehicle_planned", () -> vehicles.change(id, change(VehicleStatus.RETIRED, null), null));
        vehicles.change(id, change(VehicleStatus.MAINTENANCE, null), null);
    }

    @Test
    void pagesShowEveryVehicleOfAKindOnce() {
        List<UUID> added = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID id = rows.vehicle();
            vehicles.change(id, typed(VehicleType.WHEELCHAIR), null);
            added.add(id);
        }
        vehicles.change(added.get(4), change(VehicleStatus.MAINTENANCE, null), null);

        List<UUID> seen = new ArrayList<>();
        UUID after = null;
        for (List<VehicleView> page = available(after); !page.isEmpty(); page = available(after)) {
            page.forEach(vehicle -> seen.add(vehicle.id()));
            after = seen.getLast();
        }
        assertThat(seen).containsExactlyElementsOf(added.subList(0, 4));
    }

    private List<VehicleView> available(@Nullable UUID after) {
        return vehicles.page(VehicleType.WHEELCHAIR, VehicleStatus.AVAILABLE, after, 3);
    }

    private static void assertProblem(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static VehicleChange change(VehicleStatus status, @Nullable LocalDate serviceDue) {
        return new VehicleChange(null, null, null, null, null, null, status, null, null, serviceDue, null);
    }

    private static VehicleChange typed(VehicleType type) {
        return new VehicleChange(null, null, null, type, null, null, null, BigDecimal.TEN, null, null, null);
    }
}
