package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.domain.TripLog;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HappyPathTests extends ProcessTest {
    @Test
    void aBookingRunsFromPlacedToInvoicedThroughEveryStatus() {
        UUID near = agent(0.3);
        agent(18);
        UUID booking = place().id();

        bring(booking, BookingStatus.ARRIVED);
        assertThat(in(() -> world.current(booking)).orElseThrow().agentId()).isEqualTo(near);
        step(booking, ON_BOARD);
        UUID vehicle = in(() -> world.current(booking)).orElseThrow().vehicleId();
        assertThat(vehicleStatus(vehicle)).isEqualTo("in_service");
        step(booking, COMPLETE);
        awaitStatus(booking, BookingStatus.INVOICED);

        assertThat(vehicleStatus(vehicle)).isEqualTo("available");
        assertThat(in(() -> world.log(booking)).stream().map(TripLog.Entry::newStatus))
                .containsExactly(
                        "pending",
                        "awaiting_assignment",
                        "assigned",
                        "accepted",
                        "en_route_pickup",
                        "arrived",
                        "in_progress",
                        "completed",
                        "invoiced");
        assertThat(in(() -> world.assignments(booking))).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(AssignmentStatus.COMPLETED);
            assertThat(a.active()).isFalse();
        });
        assertThat(count("SELECT count(*) FROM invoice WHERE booking_id = ? AND total > 0", booking))
                .isEqualTo(1);
        assertThat(count("SELECT trip_count FROM agent WHERE id = ?", near)).isEqualTo(101);
        assertThat(count("SELECT count(*) FROM user_task WHERE booking_id = ? AND state = 'open'", booking))
                .isZero();
        await("the customer is told", () -> notifications(booking, "trip_completed") == 1);
        assertThat(notifications(booking, "trip_assigned")).isEqualTo(1);
        assertThat(notifications(booking, "agent_arrived")).isEqualTo(1);
    }
}
