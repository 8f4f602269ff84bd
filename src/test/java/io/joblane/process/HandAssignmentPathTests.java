package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.BookingStatus;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.identity.Role;
import io.joblane.shared.VehicleType;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People decide who goes: while the search runs, before it, past an agent who has the booking, past the rules. */
class HandAssignmentPathTests extends ProcessTest {
    @Test
    void theDispatcherAssignsByTheTask() {
        UUID declined = agent(0.3);
        UUID booking = place().id();
        tap(offerTo(declined, booking), "declined");

        assertThat(assignByHand(booking, declined).kind()).isEqualTo(Verdict.Kind.DONE);

        offerTo(declined, booking);
        assertThat(hasTask(booking, BY_HAND)).isFalse();
        assertThat(current(booking).method()).isEqualTo(AssignmentMethod.MANUAL);
        finish(booking, declined);
    }

    @Test
    void theDispatcherAssignsThroughTheApiWhileTheSearchGoesOn() {
        UUID booking = place().id();
        task(booking, BY_HAND);
        UUID agent = agent(9);

        assertThat(assign(Role.DISPATCHER, booking, agent, null).status()).isEqualTo(201);

        offerTo(agent, booking);
        settle();
        assertThat(hasTask(booking, BY_HAND))
                .as("nothing is left to assign by hand")
                .isFalse();
        finish(booking, agent);
    }

    @Test
    void theDispatcherAssignsBeforeTheDispatchWindowOpens() {
        UUID agent = agent(0.3);
        UUID booking = place(Duration.ofHours(5)).id();
        settle();
        assertThat(in(() -> world.current(booking))).isEmpty();

        assertThat(assign(Role.DISPATCHER, booking, agent, null).status()).isEqualTo(201);

        offerTo(agent, booking);
        assertThat(count("SELECT count(*) FROM dispatch_decision WHERE booking_id = ?", booking))
                .isZero();
        finish(booking, agent);
    }

    @Test
    void anAgentAssignedByHandMayDeclineAndTheSearchBegins() {
        UUID chosen = agent(0.3);
        UUID booking = place(Duration.ofHours(5)).id();
        settle();
        assign(Role.DISPATCHER, booking, chosen, null);
        UUID other = agent(4);

        tap(offerTo(chosen, booking), "declined");

        offerTo(other, booking);
    }

    @Test
    void aBusyAgentIsRefusedAndTheTaskStaysOpen() {
        UUID agent = agent(0.3);
        UUID first = place().id();
        bring(first, BookingStatus.ACCEPTED);
        UUID second = place().id();
        var byHand = task(second, BY_HAND);

        Answer answer = assign(Role.DISPATCHER, second, agent, null);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("agent_busy");
        assertThat(force(Role.ADMIN, second, agent, null, "we need them").code())
                .as("nothing goes past a double booking")
                .isEqualTo("agent_busy");
        assertThat(task(second, BY_HAND).id()).isEqualTo(byHand.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = BookingStatus.class,
            names = {"ASSIGNED", "ACCEPTED", "EN_ROUTE_PICKUP", "ARRIVED", "IN_PROGRESS"})
    void anAdminReassignsTheTripWhereverItStands(BookingStatus from) {
        UUID former = agent(0.3);
        UUID booking = place().id();
        bring(booking, from);
        UUID next = agent(6);
        settle();

        assertThat(assign(Role.DISPATCHER, booking, next, "because").code()).isEqualTo("booking_already_assigned");
        assertThat(assign(Role.ADMIN, booking, next, null).code()).isEqualTo("reason_required");
        Answer answer = assign(Role.ADMIN, booking, next, "the car broke down");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        offerTo(next, booking);
        settle();
        assertThat(assignmentStatuses(booking)).containsExactly("reassigned", "assigned");
        assertThat(count("SELECT count(*) FROM user_task WHERE state = 'open' AND assignee = ?", former.toString()))
                .as("the former agent's tasks")
                .isZero();
        assertThat(told(former, booking, "assignment_withdrawn")).isEqualTo(1);
        assertThat(told(next, booking, "trip_assigned")).isEqualTo(1);
        assertThat(vehicleStatus(vehicleOf(former))).isEqualTo("available");
        assertThat(log(booking)).anySatisfy(e -> {
            assertThat(e.type()).isEqualTo("reassigned");
            assertThat(e.reason()).isEqualTo("the car broke down");
            assertThat(e.agentId()).isEqualTo(former);
        });
        finish(booking, next);
        assertThat(count("SELECT trip_count FROM agent WHERE id = ?", former)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = BookingStatus.class,
            names = {"ASSIGNED", "ACCEPTED", "IN_PROGRESS"})
    void anAdminTakesTheAgentOffAndTheTripIsDispatchedWithoutThem(BookingStatus from) {
        UUID former = agent(0.3);
        UUID booking = place().id();
        bring(booking, from);
        UUID next = agent(6);
        settle();
        String current = "/api/v1/bookings/" + booking + "/assignments/current?reason=late%20again";

        assertThat(office(Role.DISPATCHER).send("DELETE", current, null).status())
                .isEqualTo(403);
        assertThat(office(Role.ADMIN).send("DELETE", current, null).status()).isEqualTo(204);

        offerTo(next, booking);
        assertThat(assignmentStatuses(booking)).containsExactly("cancelled", "assigned");
        assertThat(told(former, booking, "assignment_withdrawn")).isEqualTo(1);
        assertThat(vehicleStatus(vehicleOf(former))).isEqualTo("available");
        finish(booking, next);
    }

    @Test
    void whoWasTakenOffIsNotAskedAgain() {
        UUID only = agent(0.3);
        UUID booking = place().id();
        offerTo(only, booking);
        settle();

        office(Role.ADMIN).send("DELETE", "/api/v1/bookings/" + booking + "/assignments/current?reason=x", null);

        passTo(task(booking, BY_HAND).dueAt().plusSeconds(1));
        task(booking, BY_HAND);
        assertThat(assignmentStatuses(booking)).containsExactly("cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on_break", "off_duty"})
    void anAdminForcesAnAgentWhoIsNotAvailable(String status) {
        UUID agent = agent(0.3);
        in(() -> world.jdbc
                .sql("UPDATE agent SET status = ? WHERE id = ?")
                .param(status)
                .param(agent)
                .update());
        UUID booking = place().id();
        task(booking, BY_HAND);

        assertThat(assign(Role.ADMIN, booking, agent, "please").code()).isEqualTo("agent_not_available");
        refusedWithoutRoleOrReason(booking, agent, null);
        assertThat(force(Role.ADMIN, booking, agent, null, "nobody else").status())
                .isEqualTo(201);

        offerTo(agent, booking);
        assertOverride(booking, "nobody else");
        finish(booking, agent);
    }

    @Test
    void anAdminForcesAVehicleOfAnotherType() {
        UUID suv = in(() -> world.vehicle(VehicleType.SUV, 4, 4));
        UUID agent = in(() -> world.agent(0.3, suv));
        UUID booking = place().id();
        task(booking, BY_HAND);

        Answer plain = office(Role.ADMIN)
                .post(
                        "/api/v1/bookings/" + booking + "/assignments",
                        "{\"agentId\":\"" + agent + "\",\"vehicleId\":\"" + suv + "\"}");
        assertThat(plain.code()).isEqualTo("vehicle_mismatch");
        refusedWithoutRoleOrReason(booking, agent, suv);
        assertThat(force(Role.ADMIN, booking, agent, suv, "customer agreed").status())
                .isEqualTo(201);

        offerTo(agent, booking);
        assertThat(current(booking).vehicleId()).isEqualTo(suv);
        assertOverride(booking, "customer agreed");
        finish(booking, agent);
    }

    private void refusedWithoutRoleOrReason(UUID booking, UUID agent, UUID vehicle) {
        Answer dispatcher = force(Role.DISPATCHER, booking, agent, vehicle, "because");
        assertThat(dispatcher.status()).isEqualTo(403);
        assertThat(dispatcher.code()).isEqualTo("admin_required");
        Answer silent = force(Role.ADMIN, booking, agent, vehicle, null);
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.code()).isEqualTo("reason_required");
        assertThat(in(() -> world.assignments(booking))).isEmpty();
    }

    private void assertOverride(UUID booking, String reason) {
        assertThat(current(booking).method()).isEqualTo(AssignmentMethod.OVERRIDE);
        assertThat(log(booking))
                .filteredOn(e -> "assigned".equals(e.newStatus()))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo("OVERRIDE: " + reason);
                    assertThat(e.by()).contains("Test admin");
                });
    }
}
