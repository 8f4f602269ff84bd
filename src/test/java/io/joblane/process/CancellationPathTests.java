package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A booking is cancelled wherever it stands, and nothing of it is left. */
class CancellationPathTests extends ProcessTest {
    @Test
    void whilePaymentIsAwaited() {
        UUID booking = placeByCard(Duration.ofHours(30)).id();
        settle();
        assertThat(listensTo("booking.cancelled", booking)).isTrue();

        cancel(booking, "customer");

        assertCancelled(booking, "pending", "customer", 0);
        assertThat(way(booking)).containsExactly("pending", "cancelled");
    }

    @ParameterizedTest
    @CsvSource({"PT30H, customer, 100", "PT5H, customer, 75", "PT5H, dispatcher, 100"})
    void whileTheDispatchWindowIsAwaited(Duration ahead, String by, int share) {
        agent(0.3);
        UUID booking = place(ahead).id();
        settle();

        cancel(booking, by);

        assertCancelled(booking, "awaiting_assignment", by, share);
        assertThat(in(() -> world.assignments(booking))).isEmpty();
    }

    @Test
    void whileTheSearchGoesOn() {
        UUID booking = place().id();
        task(booking, BY_HAND);
        settle();

        cancel(booking, "customer");

        assertCancelled(booking, "awaiting_assignment", "customer", 50);
    }

    @ParameterizedTest
    @CsvSource({
        "ASSIGNED, customer, 50",
        "ACCEPTED, customer, 50",
        "EN_ROUTE_PICKUP, customer, 25",
        "ARRIVED, customer, 0",
        "IN_PROGRESS, customer, 0",
        "IN_PROGRESS, dispatcher, 100"
    })
    void whileAnAgentHasTheTrip(BookingStatus from, String by, int share) {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        bring(booking, from);
        settle();

        cancel(booking, by);

        assertCancelled(booking, from.name().toLowerCase(java.util.Locale.ROOT), by, share);
        assertThat(assignmentStatuses(booking)).containsExactly("cancelled");
        assertThat(told(agent, booking, "trip_cancelled")).isEqualTo(1);
        assertThat(vehicleStatus(vehicleOf(agent))).isEqualTo("available");
        UUID next = place().id();
        offerTo(agent, next);
    }

    @Test
    void theShareIsOfWhatWasPaid() {
        BookingView placed = placeByCard(Duration.ofHours(5));
        in(() -> bookingService.confirmPayment(placed.id()));
        settle();

        cancel(placed.id(), "customer");

        assertCancelled(placed.id(), "awaiting_assignment", "customer", 75);
        BigDecimal refund = in(() -> world.jdbc
                .sql("SELECT refund_amount FROM booking WHERE id = ?")
                .param(placed.id())
                .query(BigDecimal.class)
                .single());
        assertThat(refund)
                .isPositive()
                .isEqualByComparingTo(
                        placed.priceEstimate().multiply(new BigDecimal("0.75")).setScale(2, RoundingMode.HALF_UP));
    }

    @Test
    void twiceIsOnce() {
        UUID booking = place(Duration.ofHours(5)).id();
        settle();
        cancel(booking, "customer");
        cancel(booking, "dispatcher");

        assertCancelled(booking, "awaiting_assignment", "customer", 75);
        cancel(booking, "dispatcher");
        assertCancelled(booking, "awaiting_assignment", "customer", 75);
    }

    @Test
    void atTheMomentOfPlacing() {
        agent(0.3);
        UUID booking = place().id();
        cancel(booking, "customer");

        assertCancelled(booking, in(() -> world.booking(booking)).cancelledFrom(), "customer", null);
    }

    @Test
    void aCompletedTripCannotBeCancelled() {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        offerTo(agent, booking);
        finish(booking, agent);

        Answer answer = office(Role.ADMIN).post("/api/v1/bookings/" + booking + "/cancel", "{\"reason\":\"too late\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("booking_invoiced");
        assertThat(status(booking)).isEqualTo(BookingStatus.INVOICED);
    }

    private void assertCancelled(UUID booking, String from, String by, @Nullable Integer share) {
        assertNothingLeft(booking);
        BookingView cancelled = in(() -> world.booking(booking));
        assertThat(cancelled.status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(cancelled.cancelledFrom()).isEqualTo(from);
        assertThat(cancelled.cancelledBy()).isEqualTo(by);
        if (share != null) {
            assertThat(cancelled.refundShare()).isEqualTo(share);
        }
        assertThat(in(() -> world.current(booking))).isEmpty();
        assertThat(notifications(booking, "booking_cancelled")).isEqualTo(1);
        assertThat(log(booking))
                .filteredOn(e -> e.type().equals("cancellation_settled"))
                .hasSize(1);
        List<String> ends = log(booking).stream()
                .filter(e -> "cancelled".equals(e.newStatus()) && e.type().equals("status_change"))
                .map(e -> e.oldStatus())
                .toList();
        assertThat(ends).containsExactly(from);
        assertThat(count("SELECT count(*) FROM invoice WHERE booking_id = ?", booking))
                .isZero();
    }
}
