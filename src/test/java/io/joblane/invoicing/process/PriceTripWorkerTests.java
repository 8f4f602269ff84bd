package io.joblane.invoicing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.booking.Bookings;
import io.joblane.engine.WorkerFault;
import io.joblane.pricing.TripFacts;
import io.joblane.shared.VehicleType;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PriceTripWorkerTests extends DomainTest {
    @Autowired
    Bookings bookings;

    @Test
    void whatWasDrivenCountsBeforeWhatWasEstimated() {
        UUID id = rows.booking("completed");
        assertThat(facts(id).distanceKm()).isEqualByComparingTo("21.5");
        assertThat(facts(id).durationMinutes()).isEqualTo(35);
        assertThat(facts(id).waitingMinutes()).isZero();

        jdbc.sql(
                        "UPDATE booking SET actual_distance_km = 25.25, actual_duration_minutes = 50, waiting_minutes = 7 WHERE id = :id")
                .param("id", id)
                .update();

        TripFacts driven = facts(id);
        assertThat(driven.distanceKm()).isEqualByComparingTo("25.25");
        assertThat(driven.durationMinutes()).isEqualTo(50);
        assertThat(driven.waitingMinutes()).isEqualTo(7);
        assertThat(driven.type()).isEqualTo(VehicleType.SEDAN);
        assertThat(driven.priority()).isEqualTo("normal");
        assertThat(driven.pickupAt()).isEqualTo(Rows.PICKUP_AT);
        assertThat(driven.extras()).isEqualTo(List.of());
    }

    @Test
    void withoutAnyDistanceAnAdminIsAsked() {
        UUID id = rows.booking("completed");
        jdbc.sql("UPDATE booking SET distance_km = NULL WHERE id = :id")
                .param("id", id)
                .update();

        assertThatThrownBy(() -> facts(id))
                .isInstanceOf(WorkerFault.class)
                .hasMessageContaining("neither a driven nor an estimated distance");
    }

    private TripFacts facts(UUID id) {
        return PriceTripWorker.facts(bookings.find(id).orElseThrow());
    }
}
