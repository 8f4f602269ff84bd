package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.domain.Amendment;
import io.joblane.identity.Role;
import io.joblane.shared.VehicleType;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A booking changes under way: the agent goes on with it, or another one is looked for. */
class AmendmentPathTests extends ProcessTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration WINDOW = Duration.ofHours(2);

    @Test
    void otherNotesChangeNothingForTheAgent() {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        bring(booking, BookingStatus.ACCEPTED);
        UUID task = task(booking, START).id();
        settle();

        amend(booking, new Amendment(null, null, null, null, null, null, null, "Ring twice"));

        settle();
        assertThat(told(agent, booking, "trip_amended")).isEqualTo(1);
        assertThat(count(
                        "SELECT count(*) FROM notification WHERE booking_id = ? AND event = 'trip_amended' AND channel = 'email'",
                        booking))
                .isEqualTo(1);
        assertThat(task(booking, START).id()).isEqualTo(task);
        assertThat(assignmentStatuses(booking)).containsExactly("accepted");
        finish(booking, agent);
    }

    @Test
    void aLaterPickupReArmsTheReminderAndTheAlert() {
        UUID agent = agent(0.3);
        BookingView placed = place(Duration.ofMinutes(60));
        UUID booking = placed.id();
        bring(booking, BookingStatus.ACCEPTED);
        settle();
        Instant later = placed.pickupAt().plus(Duration.ofMinutes(50));

        movePickup(booking, later);

        passTo(placed.pickupAt().minus(HALF_AN_HOUR).plusSeconds(1));
        assertThat(told(agent, booking, "trip_reminder"))
                .as("the old time reminds nobody")
                .isZero();
        passTo(placed.pickupAt().plusSeconds(1));
        assertThat(told(agent, booking, "customer_waiting"))
                .as("the old time alerts nobody")
                .isZero();
        passTo(later.minus(HALF_AN_HOUR).plusSeconds(1));
        assertThat(told(agent, booking, "trip_reminder")).isEqualTo(1);
        passTo(later.plusSeconds(1));
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(1);
        assertThat(current(booking).during()).satisfies(w -> assertThat(later).isBetween(w.from(), w.to()));
        finish(booking, agent);
    }

    @Test
    void anEarlierPickupRemindsEarlier() {
        UUID agent = agent(0.3);
        BookingView placed = place(Duration.ofMinutes(110));
        UUID booking = placed.id();
        bring(booking, BookingStatus.ACCEPTED);
        settle();
        Instant earlier = placed.pickupAt().minus(Duration.ofMinutes(60));

        movePickup(booking, earlier);

        passTo(earlier.minus(HALF_AN_HOUR).plusSeconds(1));
        assertThat(told(agent, booking, "trip_reminder")).isEqualTo(1);
        passTo(earlier.plusSeconds(1));
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(1);
        passTo(placed.pickupAt().plusSeconds(1));
        assertThat(told(agent, booking, "trip_reminder")).isEqualTo(1);
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(1);
    }

    @Test
    void aPickupMovedAfterTheAlertIsRemindedAndAlertedAgain() {
        UUID agent = agent(0.3);
        BookingView placed = place(Duration.ofMinutes(20));
        UUID booking = placed.id();
        bring(booking, BookingStatus.EN_ROUTE_PICKUP);
        passTo(placed.pickupAt().plusSeconds(1));
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(1);
        assertThat(told(agent, booking, "trip_reminder"))
                .as("placed too late for one")
                .isZero();
        Instant later = placed.pickupAt().plus(Duration.ofMinutes(60));

        movePickup(booking, later);

        passTo(later.minus(HALF_AN_HOUR).plusSeconds(1));
        assertThat(told(agent, booking, "trip_reminder")).isEqualTo(1);
        passTo(later.plusSeconds(1));
        assertThat(told(agent, booking, "customer_waiting")).isEqualTo(2);
        finish(booking, agent);
    }

    @Test
    void aLaterPickupMovesTheDispatchWindow() {
        UUID agent = agent(0.3);
        BookingView placed = place(Duration.ofHours(5));
        UUID booking = placed.id();
        settle();
        Instant later = placed.pickupAt().plus(Duration.ofHours(3));

        movePickup(booking, later);

        passTo(placed.pickupAt().minus(WINDOW).plusSeconds(1));
        assertThat(count("SELECT count(*) FROM dispatch_decision WHERE booking_id = ?", booking))
                .isZero();
        passTo(later.minus(WINDOW).plusSeconds(1));
        offerTo(agent, booking);
    }

    @Test
    void anEarlierPickupOpensTheDispatchWindowAtOnce() {
        UUID agent = agent(0.3);
        BookingView placed = place(Duration.ofHours(5));
        settle();

        movePickup(placed.id(), placed.pickupAt().minus(Duration.ofHours(4)));

        offerTo(agent, placed.id());
    }

    @Test
    void aPickupMovedBeforeThePaymentCountsAfterIt() {
        UUID agent = agent(0.3);
        BookingView placed = placeByCard(Duration.ofMinutes(60));
        UUID booking = placed.id();
        settle();
        Instant later = placed.pickupAt().plus(Duration.ofHours(4));
        movePickup(booking, later);
        settle();

        in(() -> bookingService.confirmPayment(booking));

        settle();
        assertThat(status(booking)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        passTo(later.minus(WINDOW).plusSeconds(1));
        offerTo(agent, booking);
    }

    @Test
    void aPickupMovedWhileNobodyFitsIsSearchedForAnew() {
        BookingView placed = place(Duration.ofMinutes(20));
        UUID booking = placed.id();
        task(booking, BY_HAND);
        settle();

        movePickup(booking, placed.pickupAt().plus(Duration.ofMinutes(30)));

        settle();
        passTo(placed.pickupAt().plusSeconds(1));
        assertThat(status(booking)).as("not given up at the old time").isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        UUID agent = agent(0.3);
        passTo(task(booking, BY_HAND).dueAt().plusSeconds(1));
        offerTo(agent, booking);
    }

    @Test
    void moreGuestsThanSeatsGoToABiggerCar() {
        UUID former = agent(0.3);
        UUID booking = place().id();
        bring(booking, BookingStatus.ACCEPTED);
        UUID bigger = in(() -> world.agent(6, world.vehicle(VehicleType.SEDAN, 7, 5)));
        settle();

        assertThat(changePassengers(booking, 6).status()).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);

        offerTo(bigger, booking);
        settle();
        assertThat(told(former, booking, "assignment_withdrawn")).isEqualTo(1);
        assertThat(told(bigger, booking, "trip_assigned")).isEqualTo(1);
        assertThat(assignmentStatuses(booking)).containsExactly("reassigned", "assigned");
        assertThat(log(booking)).anySatisfy(e -> assertThat(e.reason()).isEqualTo("amended: the agent no longer fits"));
        finish(booking, bigger);
    }

    @Test
    void aTimeMovedIntoAnotherTripOfTheAgentGoesToSomebodyElse() {
        UUID busy = agent(0.3);
        BookingView first = place(Duration.ofMinutes(10));
        bring(first.id(), BookingStatus.ACCEPTED);
        BookingView second = place(Duration.ofMinutes(115));
        bring(second.id(), BookingStatus.ACCEPTED);
        assertThat(current(second.id()).agentId()).isEqualTo(busy);
        UUID other = agent(9);
        settle();

        movePickup(first.id(), second.pickupAt());

        offerTo(other, first.id());
        settle();
        assertThat(told(busy, first.id(), "assignment_withdrawn")).isEqualTo(1);
        assertThat(assignmentStatuses(second.id())).containsExactly("accepted");
        finish(first.id(), other);
        finish(second.id(), busy);
    }

    @Test
    void withTheAgentAtThePickupOnlyDestinationAndNotesChange() {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        bring(booking, BookingStatus.ARRIVED);

        Answer refused = office(Role.DISPATCHER).send("PATCH", "/api/v1/bookings/" + booking, "{\"passengers\":3}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("agent_at_pickup");
        Answer notes = office(Role.DISPATCHER).send("PATCH", "/api/v1/bookings/" + booking, "{\"notes\":\"Gate B\"}");
        assertThat(notes.status()).as(notes.text()).isEqualTo(200);
        finish(booking, agent);

        Answer late = office(Role.DISPATCHER).send("PATCH", "/api/v1/bookings/" + booking, "{\"notes\":\"Gate C\"}");
        assertThat(late.code()).isEqualTo("booking_invoiced");
    }
}
