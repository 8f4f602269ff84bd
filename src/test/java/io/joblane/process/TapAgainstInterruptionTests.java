package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.PaymentStatus;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.identity.Role;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import io.joblane.testing.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two who want something of one booking at the same moment, in both orders. Both queue up behind the booking's row, held by
 * the test, in the order under test; so there is no doubt who was first, and yet neither knows of the other. Exactly one
 * wins, and the process ends where the rows say.
 */
class TapAgainstInterruptionTests extends ProcessTest {
    private static final List<String> STEPS = List.of(ACCEPT, START, ARRIVED, ON_BOARD, COMPLETE);

    /** What another one does to the booking meanwhile. */
    enum Interruption {
        CANCEL,
        REASSIGN,
        RELEASE,
        AMEND_BEYOND_THE_CAR
    }

    record Pair(String step, Interruption interruption, boolean tapFirst) {}

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Interruption interruption : Interruption.values()) {
            // With the agent at the pickup the load cannot be amended any more.
            int steps = interruption == Interruption.AMEND_BEYOND_THE_CAR ? 3 : STEPS.size();
            STEPS.subList(0, steps).forEach(step -> {
                pairs.add(new Pair(step, interruption, true));
                pairs.add(new Pair(step, interruption, false));
            });
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aStepOfTheAgentAgainstSomebodyElse(Pair pair) {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        BookingStatus before = BookingStatus.values()[BookingStatus.ASSIGNED.ordinal() + STEPS.indexOf(pair.step())];
        bring(booking, before);
        UUID next = in(() -> world.agent(6, world.vehicle(VehicleType.SEDAN, 7, 5)));
        OpenTask task = task(booking, pair.step());
        Callable<?> tap = () -> tap(task, pair.step().equals(ACCEPT) ? "accepted" : "done");
        Callable<?> interruption = interruption(pair.interruption(), booking, next);

        Raced raced = pair.tapFirst() ? race(booking, tap, interruption) : race(booking, interruption, tap);

        boolean completed = pair.tapFirst() && pair.step().equals(COMPLETE);
        boolean tooLateToAmend = pair.tapFirst()
                && pair.step().equals(ARRIVED)
                && pair.interruption() == Interruption.AMEND_BEYOND_THE_CAR;
        Object tapped = pair.tapFirst() ? raced.first() : raced.second();
        Object interrupted = pair.tapFirst() ? raced.second() : raced.first();
        assertThat(((Verdict) tapped).kind())
                .isEqualTo(pair.tapFirst() ? Verdict.Kind.DONE : Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(isRefused(interrupted))
                .as("the interruption: " + interrupted)
                .isEqualTo(completed || tooLateToAmend);

        if (completed) {
            awaitStatus(booking, BookingStatus.INVOICED);
            assertNothingLeft(booking);
            assertThat(count("SELECT count(*) FROM invoice WHERE booking_id = ?", booking))
                    .isEqualTo(1);
        } else if (tooLateToAmend) {
            finish(booking, agent);
        } else if (pair.interruption() == Interruption.CANCEL) {
            assertNothingLeft(booking);
            BookingStatus from = BookingStatus.values()[before.ordinal() + (pair.tapFirst() ? 1 : 0)];
            BookingView cancelled = in(() -> world.booking(booking));
            assertThat(cancelled.status()).isEqualTo(BookingStatus.CANCELLED);
            assertThat(cancelled.cancelledFrom()).isEqualToIgnoringCase(from.name());
            assertThat(told(agent, booking, "trip_cancelled")).isEqualTo(1);
            assertThat(assignmentStatuses(booking)).containsExactly("cancelled");
        } else {
            offerTo(next, booking);
            settle();
            assertThat(told(agent, booking, "assignment_withdrawn")).isEqualTo(1);
            assertThat(told(next, booking, "trip_assigned")).isEqualTo(1);
            assertThat(in(() -> world.assignments(booking))).hasSize(2);
            finish(booking, next);
        }
    }

    private Callable<?> interruption(Interruption kind, UUID booking, UUID next) {
        String assignments = "/api/v1/bookings/" + booking + "/assignments";
        return switch (kind) {
            case CANCEL -> () -> cancel(booking, "customer");
            case AMEND_BEYOND_THE_CAR -> () -> changePassengers(booking, 6);
            case REASSIGN -> {
                ApiClient admin = office(Role.ADMIN);
                yield () -> admin.post(assignments, "{\"agentId\":\"" + next + "\",\"reason\":\"nearer\"}");
            }
            case RELEASE -> {
                ApiClient admin = office(Role.ADMIN);
                yield () -> admin.send("DELETE", assignments + "/current?reason=complaint", null);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeclineAgainstAReassignment(boolean declineFirst) {
        UUID agent = agent(0.3);
        UUID booking = place().id();
        OpenTask offer = offerTo(agent, booking);
        UUID next = agent(9);
        UUID nearer = agent(2);
        Callable<?> decline = () -> tap(offer, "declined");
        Callable<?> reassign = interruption(Interruption.REASSIGN, booking, next);

        Raced raced = declineFirst ? race(booking, decline, reassign) : race(booking, reassign, decline);

        Object answer = declineFirst ? raced.first() : raced.second();
        assertThat(((Verdict) answer).kind())
                .isEqualTo(declineFirst ? Verdict.Kind.DONE : Verdict.Kind.NO_LONGER_POSSIBLE);
        offerTo(next, booking);
        settle();
        assertThat(assignmentStatuses(booking)).containsExactly(declineFirst ? "declined" : "reassigned", "assigned");
        assertThat(told(next, booking, "trip_assigned")).isEqualTo(1);
        assertThat(told(nearer, booking, "trip_assigned"))
                .as("the search that the decline began finds the trip taken")
                .isZero();
        finish(booking, next);
    }

    @Test
    void anAcceptanceThatWaitsForItsRowWhileTheWindowEnds() {
        UUID agent = agent(0.3);
        agent(9);
        UUID booking = place().id();
        OpenTask offer = offerTo(agent, booking);

        // The offer's task is taken from the agent by the engine; its listener waits for the tap that has the task's
        // row.
        Raced raced = race(booking, () -> tap(offer, "accepted"), () -> endOf(offer));

        assertThat(((Verdict) raced.first()).kind()).isEqualTo(Verdict.Kind.DONE);
        assertAcceptedOnce(agent, booking);
    }

    @Test
    void anAcceptanceThatTheEngineHasNotHeardOfWhenTheWindowEnds() {
        UUID agent = agent(0.3);
        agent(9);
        UUID booking = place().id();
        OpenTask offer = offerTo(agent, booking);
        holdDelivery(booking);
        assertThat(tap(offer, "accepted").kind()).isEqualTo(Verdict.Kind.DONE);

        clock.advanceTo(endOf(offer));

        assertThat(task(booking, START).assignee())
                .as("the window's end finds the acceptance")
                .isEqualTo(agent.toString());
        releaseDelivery();
        assertAcceptedOnce(agent, booking);
        assertThat(count("SELECT count(*) FROM outbox WHERE aggregate = ? AND sent_at IS NULL", booking.toString()))
                .as("a completion that comes too late counts as delivered")
                .isZero();
    }

    private void assertAcceptedOnce(UUID agent, UUID booking) {
        assertThat(task(booking, START).assignee()).isEqualTo(agent.toString());
        settle();
        assertThat(assignmentStatuses(booking)).containsExactly("accepted");
        assertThat(notifications(booking, "agent_assigned")).isEqualTo(1);
        finish(booking, agent);
    }

    @Test
    void theWindowEndsBeforeTheAcceptance() {
        UUID agent = agent(0.3);
        UUID next = agent(9);
        UUID booking = place().id();
        OpenTask offer = offerTo(agent, booking);

        Verdict late;
        try (HeldRow row = hold(booking)) {
            clock.advanceTo(endOf(offer));
            awaitWaiting(1);
            late = tap(offer, "accepted");
        }

        assertThat(late.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        offerTo(next, booking);
        assertThat(assignmentStatuses(booking)).containsExactly("expired", "assigned");
        finish(booking, next);
    }

    @Test
    void aPaymentBeforeItsWindowEnds() {
        UUID agent = agent(0.3);
        BookingView placed = placeByCard(Duration.ofMinutes(60));

        race(placed.id(), () -> bookingService.confirmPayment(placed.id()), () -> now().plus(Duration.ofMinutes(30)));

        offerTo(agent, placed.id());
        assertThat(in(() -> world.booking(placed.id())).paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(way(placed.id())).containsExactly("pending", "awaiting_assignment", "assigned");
        finish(placed.id(), agent);
    }

    @Test
    void aPaymentThatTheEngineHasNotHeardOfWhenTheWindowEnds() {
        UUID agent = agent(0.3);
        UUID booking = placeByCard(Duration.ofMinutes(60)).id();
        holdDelivery(booking);
        in(() -> bookingService.confirmPayment(booking));

        clock.advance(Duration.ofMinutes(30));

        offerTo(agent, booking);
        releaseDelivery();
        finish(booking, agent);
    }

    @Test
    void aPaymentAfterItsWindowHasEnded() {
        agent(0.3);
        UUID booking = placeByCard(Duration.ofMinutes(60)).id();

        Raced raced =
                race(booking, () -> now().plus(Duration.ofMinutes(30)), () -> bookingService.confirmPayment(booking));

        assertThat(isRefused(raced.second())).isTrue();
        assertNothingLeft(booking);
        assertThat(in(() -> world.booking(booking))).satisfies(b -> {
            assertThat(b.cancellationReason()).isEqualTo("payment_expired");
            assertThat(b.paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
        });
    }

    @Test
    void anAssignmentByTheTaskBeforeTheSearchIsRepeated() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID chosen = agent(9);
        UUID nearer = agent(0.3);

        Raced raced = race(booking, () -> assignByHand(byHand, chosen), () -> endOf(byHand));

        assertThat(((Verdict) raced.first()).kind()).isEqualTo(Verdict.Kind.DONE);
        assertOffered(booking, chosen, nearer);
    }

    @Test
    void anAssignmentThroughTheApiBeforeTheSearchIsRepeated() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID chosen = agent(9);
        UUID nearer = agent(0.3);

        Raced raced = race(booking, interruption(Interruption.REASSIGN, booking, chosen), () -> endOf(byHand));

        assertThat(isRefused(raced.first())).isFalse();
        assertOffered(booking, chosen, nearer);
    }

    private void assertOffered(UUID booking, UUID chosen, UUID other) {
        offerTo(chosen, booking);
        settle();
        assertThat(assignmentStatuses(booking)).containsExactly("assigned");
        assertThat(told(chosen, booking, "trip_assigned")).isEqualTo(1);
        assertThat(told(other, booking, "trip_assigned")).isZero();
        finish(booking, chosen);
    }

    @Test
    void theSearchIsRepeatedBeforeAnAssignmentByTheTask() {
        UUID booking = place().id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID chosen = agent(9);
        UUID nearer = agent(0.3);

        Verdict late;
        try (HeldRow row = hold(booking)) {
            clock.advanceTo(endOf(byHand));
            awaitWaiting(1);
            late = assignByHand(byHand, chosen);
        }

        assertThat(late.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertOffered(booking, nearer, chosen);
    }

    @Test
    void anAssignmentByTheTaskBeforeTheSearchIsGivenUp() {
        UUID booking = place(Duration.ofMinutes(4)).id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID chosen = agent(9);

        Raced raced = race(booking, () -> assignByHand(byHand, chosen), () -> endOf(byHand));

        assertThat(((Verdict) raced.first()).kind()).isEqualTo(Verdict.Kind.DONE);
        assertOffered(booking, chosen, agent(0.3));
    }

    @Test
    void anAssignmentThroughTheApiBeforeTheSearchIsGivenUp() {
        UUID booking = place(Duration.ofMinutes(4)).id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID chosen = agent(9);

        Raced raced = race(booking, interruption(Interruption.REASSIGN, booking, chosen), () -> endOf(byHand));

        assertThat(isRefused(raced.first())).isFalse();
        assertOffered(booking, chosen, agent(0.3));
    }

    @Test
    void theSearchIsGivenUpBeforeAnAssignment() {
        UUID booking = place(Duration.ofMinutes(4)).id();
        OpenTask byHand = task(booking, BY_HAND);
        UUID chosen = agent(9);

        Raced raced = race(booking, () -> endOf(byHand), interruption(Interruption.REASSIGN, booking, chosen));

        assertThat(isRefused(raced.second())).as("" + raced.second()).isTrue();
        assertNothingLeft(booking);
        assertThat(in(() -> world.booking(booking)).cancellationReason()).isEqualTo("no_agent_found");
        assertThat(in(() -> world.assignments(booking))).isEmpty();
    }

    private static Instant endOf(OpenTask task) {
        return java.util.Objects.requireNonNull(task.dueAt()).plusSeconds(1);
    }

    /** What each of the two got: its result, or the {@link Problem} it was refused with. */
    record Raced(Object first, Object second) {}

    private static boolean isRefused(Object result) {
        return result instanceof Problem || (result instanceof ApiClient.Answer answer && answer.status() == 409);
    }

    /** Lines both up behind the booking's row, then lets them go. One that gives an instant has the clock go there. */
    private Raced race(UUID booking, Callable<?> first, Callable<?> second) {
        CompletableFuture<Object> one;
        CompletableFuture<Object> two;
        try (HeldRow row = hold(booking)) {
            one = start(first);
            awaitWaiting(1);
            two = start(second);
            awaitWaiting(2);
        }
        return new Raced(one.join(), two.join());
    }

    private CompletableFuture<Object> start(Callable<?> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        Object result = in(work);
                        if (result instanceof Instant moment) {
                            clock.advanceTo(moment);
                        }
                        return result;
                    } catch (Problem refused) {
                        return refused;
                    }
                },
                command -> new Thread(command, "racer").start());
    }
}
