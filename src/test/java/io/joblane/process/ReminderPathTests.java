package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens by the clock alone: the dispatch window, the reminder, the alert at the pickup time. */
class ReminderPathTests extends ProcessTest {
    private static final Duration SHORTLY = Duration.ofSeconds(20);

    @Test
    void theAgentIsRemindedHalfAnHourBeforeAndAlertedAtThePickupTime() {
        UUID agent = agent(0.3);
        BookingView placed = place();
        UUID booking = placed.id();
        bring(booking, BookingStatus.ACCEPTED);

        passTo(placed.pickupAt().minus(Duration.ofMinutes(30)).minus(SHORTLY));
        assertThat(told(agent, booking, "trip_reminder")).isZero();
        passTo(placed.pickupAt().minus(Duration.ofMinutes(30)).plusSeconds(1));
        assertThat(told(agent, booking, "trip_reminder")).isEqualTo(1);
        step(booking, START);
        passTo(placed.pickupAt().minus(SHORTLY));
        assertThat(told(agent, booking, "customer_waiting")).isZero();
        passTo(placed.pickupAt().plusSeconds(1));
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(1);

        finish(booking, agent);
        assertThat(told(agent, booking, "trip_reminder")).isEqualTo(1);
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(1);
    }

    @Test
    void whoHasArrivedIsNeitherRemindedNorAlerted() {
        UUID agent = agent(0.3);
        BookingView placed = place();
        bring(placed.id(), BookingStatus.ARRIVED);

        passTo(placed.pickupAt().minus(Duration.ofMinutes(30)).plusSeconds(1));
        passTo(placed.pickupAt().plusSeconds(1));

        assertThat(told(agent, placed.id(), "trip_reminder")).isZero();
        assertThat(told(agent, placed.id(), "customer_waiting")).isZero();
        finish(placed.id(), agent);
    }

    @Test
    void aBookingFarAheadWaitsUntilItsDispatchWindowOpens() {
        UUID agent = agent(0.3);
        BookingView placed = place(Duration.ofHours(5));
        UUID booking = placed.id();

        passTo(placed.pickupAt().minus(Duration.ofHours(2)).minus(SHORTLY));
        assertThat(status(booking)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        assertThat(count("SELECT count(*) FROM dispatch_decision WHERE booking_id = ?", booking))
                .isZero();
        passTo(placed.pickupAt().minus(Duration.ofHours(2)).plusSeconds(1));

        offerTo(agent, booking);
    }

    @Test
    void theButtonDispatchesBeforeTheWindowOpens() {
        agent(0.3);
        UUID preferred = agent(9);
        UUID booking = place(Duration.ofHours(5)).id();
        settle();
        assertThat(status(booking)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);

        Answer answer = office(Role.DISPATCHER)
                .post("/api/v1/bookings/" + booking + "/auto-dispatch", "{\"preferredAgentId\":\"" + preferred + "\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("status").asString()).isEqualTo("assigned");
        offerTo(preferred, booking);
        finish(booking, preferred);
    }

    @Test
    void theButtonSaysWhenNobodyFitsAndTheBookingGoesOnWaiting() {
        UUID booking = place(Duration.ofHours(5)).id();
        settle();

        Answer answer = office(Role.DISPATCHER).post("/api/v1/bookings/" + booking + "/auto-dispatch", "{}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("nobody_available");
        assertThat(status(booking)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        task(booking, BY_HAND);
    }
}
