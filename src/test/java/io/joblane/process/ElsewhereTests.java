package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ProblemException;
import io.joblane.booking.BookingStatus;
import io.joblane.engine.OpenTask;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** User tasks that are completed past our API, as in Tasklist: the listener decides as a tap would be decided, or denies it. */
class ElsewhereTests extends ProcessTest {
    @Autowired
    private CamundaClient client;

    private void complete(OpenTask task, Map<String, ?> variables) {
        settle(); // the engine refuses a completion while a listener of the task still runs
        client.newCompleteUserTaskCommand(task.key())
                .variables(variables)
                .send()
                .join();
    }

    @Test
    void theWholeTripIsMadeElsewhere() {
        UUID agent = agent(0.3);
        UUID booking = place().id();

        complete(offerTo(agent, booking), Map.of("offerOutcome", "accepted"));
        complete(task(booking, START), Map.of());
        complete(task(booking, ARRIVED), Map.of());
        complete(task(booking, ON_BOARD), Map.of());
        assertThat(vehicleStatus(vehicleOf(agent))).isEqualTo("in_service");
        complete(task(booking, COMPLETE), Map.of());

        awaitStatus(booking, BookingStatus.INVOICED);
        assertNothingLeft(booking);
        assertThat(log(booking)).anySatisfy(e -> {
            assertThat(e.newStatus()).isEqualTo("en_route_pickup");
            assertThat(e.by()).isEqualTo("task list");
        });
    }

    @Test
    void aTripIsDeclinedElsewhere() {
        UUID agent = agent(0.3);
        UUID next = agent(9);
        UUID booking = place().id();

        complete(offerTo(agent, booking), Map.of("offerOutcome", "declined"));

        offerTo(next, booking);
        assertThat(assignmentStatuses(booking)).containsExactly("declined", "assigned");
    }

    @Test
    void anAnswerThatSaysNothingIsDeniedAndTheOfferStays() {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        OpenTask offer = offerTo(agent, booking);

        assertDenied(() -> complete(offer, Map.of()), "accepted");

        assertThat(status(booking)).isEqualTo(BookingStatus.ASSIGNED);
        assertThat(task(booking, ACCEPT).id()).isEqualTo(offer.id());
        finish(booking, agent);
    }

    @Test
    void aStepOfACancelledTripIsDenied() {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        bring(booking, BookingStatus.ACCEPTED);
        OpenTask start = task(booking, START);
        holdDelivery(booking);
        cancel(booking, "customer");

        assertDenied(() -> complete(start, Map.of()), "cancelled or given to somebody else");

        releaseDelivery();
        assertNothingLeft(booking);
        assertThat(status(booking)).isEqualTo(BookingStatus.CANCELLED);
        assertThat(told(agent, booking, "trip_cancelled")).isEqualTo(1);
    }

    @Test
    void whatTheServiceRefusesIsDeniedWithItsReasonAndMakesNoIncident() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);

        assertDenied(() -> complete(byHand, Map.of("assignResult", "assigned")), "agentId");
        assertDenied(
                () -> complete(
                        byHand,
                        Map.of(
                                "assignResult",
                                "assigned",
                                "agentId",
                                UUID.randomUUID().toString())),
                "no such agent");

        assertThat(task(booking, BY_HAND).id()).isEqualTo(byHand.id());
    }

    /** The process goes on with the assignment's id, which only we can give. */
    @Test
    void anAssignmentByHandIsLeftToUs() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID agent = agent(9);

        assertDenied(
                () -> complete(byHand, Map.of("assignResult", "assigned", "agentId", agent.toString())),
                "through Joblane");

        assertThat(in(() -> world.assignments(booking))).isEmpty();
        assignByHand(booking, agent);
        offerTo(agent, booking);
    }

    private static void assertDenied(ThrowingCallable completion, String why) {
        assertThatThrownBy(completion).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(409);
            assertThat(problem.details().getDetail()).contains(why);
        });
    }
}
