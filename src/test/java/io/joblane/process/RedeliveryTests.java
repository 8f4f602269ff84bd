package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The engine gives a job out again whose worker takes too long; both workers finish, one counts. */
class RedeliveryTests extends ProcessTest {
    private static final Duration BEYOND_THE_JOBS_TIME = Duration.ofSeconds(31);

    @Test
    void aJobDeliveredTwiceHasOneEffect() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID agent = agent(3);

        // Each delivery wants to write a decision of its own, whose foreign key waits for the booking's row.
        try (HeldRow row = hold(booking)) {
            clock.advanceTo(byHand.dueAt().plusSeconds(1));
            awaitWaiting(1);
            clock.advance(BEYOND_THE_JOBS_TIME);
            awaitWaiting(2);
        }

        offerTo(agent, booking);
        settle();
        assertThat(count("SELECT count(*) FROM dispatch_decision WHERE booking_id = ?", booking))
                .as("nobody found, then one repeated search")
                .isEqualTo(2);
        assertThat(assignmentStatuses(booking)).containsExactly("assigned");
        assertThat(told(agent, booking, "trip_assigned")).isEqualTo(1);
        finish(booking, agent);
    }
}
