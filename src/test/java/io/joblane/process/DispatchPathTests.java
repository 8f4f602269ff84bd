package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Offers that are declined or run out, and searches that find nobody. */
class DispatchPathTests extends ProcessTest {
    @Test
    void aDeclinedTripGoesToTheNextAgentAndNeverBackToTheFormer() {
        UUID near = agent(0.3);
        UUID far = agent(9);
        UUID booking = place().id();
        OpenTask offer = offerTo(near, booking);

        Verdict verdict = in(() -> world.tap(offer, "declined", "{\"reason\":\"flat tyre\"}"));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DONE);
        offerTo(far, booking);
        assertThat(assignmentStatuses(booking)).containsExactly("declined", "assigned");
        assertThat(log(booking)).anySatisfy(e -> {
            assertThat(e.reason()).isEqualTo("declined: flat tyre");
            assertThat(e.agentId()).isEqualTo(near);
        });
        assertThat(told(near, booking, "trip_assigned")).isEqualTo(1);
        assertThat(told(far, booking, "trip_assigned")).isEqualTo(1);

        tap(offerTo(far, booking), "declined");
        OpenTask byHand = task(booking, BY_HAND);
        passTo(byHand.dueAt().plusSeconds(1));
        assertThat(assignmentStatuses(booking))
                .as("who declined is not asked again")
                .containsExactly("declined", "declined");
    }

    @Test
    void anUnansweredOfferGoesToTheNextAgentWhenItsWindowEnds() {
        UUID near = agent(0.3);
        UUID far = agent(9);
        UUID booking = place().id();
        OpenTask offer = offerTo(near, booking);
        assertThat(Duration.between(now(), offer.dueAt())).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(3));

        passTo(offer.dueAt().minusSeconds(15));
        assertThat(current(booking).agentId()).isEqualTo(near);
        passTo(offer.dueAt().plusSeconds(1));

        offerTo(far, booking);
        assertThat(assignmentStatuses(booking)).containsExactly("expired", "assigned");
        assertThat(tap(offer, "accepted").kind()).as("too late").isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(told(near, booking, "assignment_withdrawn")).as("they know").isZero();
        finish(booking, far);
    }

    /** Somebody has corrected the row by hand: the search must end all the same, and not go round without a pause. */
    @Test
    void aBookingWhoseRowSaysLessThanItsProcessIsGivenUpAtItsTime() {
        UUID booking = place().id();
        task(booking, BY_HAND);
        in(() -> world.jdbc
                .sql("UPDATE booking SET status = 'pending' WHERE id = ?")
                .param(booking)
                .update());

        pass(Duration.ofMinutes(61));

        awaitStatus(booking, BookingStatus.CANCELLED);
        assertNothingLeft(booking);
    }

    @Test
    void whoDidNotAnswerIsAskedAgainInTheNextRound() {
        UUID only = agent(0.3);
        UUID booking = place().id();
        passTo(offerTo(only, booking).dueAt().plusSeconds(1));
        OpenTask byHand = task(booking, BY_HAND);
        assertThat(assignmentStatuses(booking)).containsExactly("expired");

        passTo(byHand.dueAt().plusSeconds(1));

        offerTo(only, booking);
        assertThat(current(booking).round()).isEqualTo(2);
        finish(booking, only);
    }

    @Test
    void nobodyFitsUntilSomebodyJoinsAndTheSearchIsRepeated() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);
        assertThat(byHand.candidateGroups()).containsExactly("dispatcher");
        UUID joined = agent(3);

        passTo(byHand.dueAt().minusSeconds(15));
        assertThat(status(booking)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        passTo(byHand.dueAt().plusSeconds(1));

        offerTo(joined, booking);
        assertThat(hasTask(booking, BY_HAND)).isFalse();
        finish(booking, joined);
    }

    @Test
    void nobodyUntilThePickupTimeEndsTheBooking() {
        UUID booking = place(Duration.ofMinutes(8)).id();
        passTo(task(booking, BY_HAND).dueAt().plusSeconds(1));
        OpenTask last = task(booking, BY_HAND);
        assertThat(Duration.between(in(() -> world.booking(booking)).pickupAt(), last.dueAt())
                        .abs())
                .as("the last search is at the pickup time")
                .isLessThan(Duration.ofSeconds(1));
        passTo(last.dueAt().plusSeconds(1));

        awaitStatus(booking, BookingStatus.CANCELLED);
        assertNothingLeft(booking);
        assertThat(in(() -> world.booking(booking))).satisfies(b -> {
            assertThat(b.cancellationReason()).isEqualTo("no_agent_found");
            assertThat(b.cancelledBy()).isEqualTo("system");
            assertThat(b.refundShare()).isEqualTo(100);
        });
        assertThat(count("SELECT count(*) FROM dispatch_decision WHERE booking_id = ? AND outcome = 'nobody'", booking))
                .isEqualTo(2);
        assertThat(notifications(booking, "booking_cancelled")).isEqualTo(1);
    }
}
