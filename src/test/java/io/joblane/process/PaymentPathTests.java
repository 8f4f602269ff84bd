package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaymentPathTests extends ProcessTest {
    private Answer confirm(UUID booking) {
        return office(Role.DISPATCHER).post("/api/v1/bookings/" + booking + "/payment-confirmations", null);
    }

    @Test
    void aBookingByCardWaitsForItsPayment() {
        UUID agent = agent(0.3);
        UUID booking = placeByCard(Duration.ofMinutes(60)).id();
        pass(Duration.ofMinutes(20));
        assertThat(status(booking)).isEqualTo(BookingStatus.PENDING);
        assertThat(in(() -> world.current(booking))).isEmpty();

        assertThat(confirm(booking).status()).isEqualTo(200);

        offerTo(agent, booking);
        assertThat(confirm(booking).status()).as("once is enough").isEqualTo(200);
        assertThat(log(booking))
                .filteredOn(e -> e.type().equals("payment_confirmed"))
                .hasSize(1);
        assertThat(in(() -> world.booking(booking)).paymentStatus()).isEqualTo(PaymentStatus.PAID);
        finish(booking, agent);
    }

    @Test
    void cashWaitsForNothing() {
        UUID agent = agent(0.3);
        UUID booking = in(() -> world.place(now().plus(Duration.ofMinutes(60)), PaymentMethod.CASH))
                .id();
        offerTo(agent, booking);
    }

    @Test
    void anUnpaidBookingEndsWithItsPaymentWindow() {
        agent(0.3);
        UUID booking = placeByCard(Duration.ofMinutes(60)).id();
        pass(Duration.ofMinutes(29));
        assertThat(status(booking)).isEqualTo(BookingStatus.PENDING);
        pass(Duration.ofMinutes(1));

        awaitStatus(booking, BookingStatus.CANCELLED);
        assertNothingLeft(booking);
        assertThat(in(() -> world.booking(booking))).satisfies(b -> {
            assertThat(b.cancellationReason()).isEqualTo("payment_expired");
            assertThat(b.cancelledBy()).isEqualTo("payment");
            assertThat(b.cancelledFrom()).isEqualTo("pending");
            assertThat(b.refundShare()).isZero();
        });
        assertThat(way(booking)).containsExactly("pending", "cancelled");
        assertThat(notifications(booking, "booking_cancelled")).isEqualTo(1);

        Answer late = confirm(booking);
        assertThat(late.status()).as(late.text()).isEqualTo(409);
        assertThat(in(() -> world.booking(booking)).paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
    }
}
