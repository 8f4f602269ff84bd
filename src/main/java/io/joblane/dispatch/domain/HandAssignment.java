package io.joblane.dispatch.domain;

import io.joblane.booking.AssignRequest;
import io.joblane.booking.AssignResult;
import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.Assignments;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.fleet.Vehicles;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A person decides who goes. Dispatchers assign what waits for an agent; taking a booking from an agent who has it, and going
 * past a rule, is an admin's and needs a reason. Nothing goes past a double booking: the database refuses it.
 */
@Service
public class HandAssignment {
    private final Bookings bookings;
    private final Assignments assignments;
    private final Agents agents;
    private final Vehicles vehicles;
    private final Companies companies;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    HandAssignment(
            Bookings bookings,
            Assignments assignments,
            Agents agents,
            Vehicles vehicles,
            Companies companies,
            JdbcClient jdbc,
            Transactions transactions) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.agents = agents;
        this.vehicles = vehicles;
        this.companies = companies;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * @param vehicleId null takes the agent's current vehicle, else a free one of the booked type
     * @param force go past the agent's status and the vehicle's type, size, dates
     */
    public record Order(
            UUID bookingId,
            UUID agentId,
            @Nullable UUID vehicleId,
            boolean force,
            @Nullable String reason) {}

    /** @throws Problem 403, 404, 409 or 422, each saying what is in the way */
    @Staff
    public UUID assign(Order order) {
        boolean admin = CurrentActor.get().has("admin") || CurrentActor.get().has("platform_admin");
        boolean reasoned = order.reason() != null && !order.reason().isBlank();
        if (order.force() && !admin) {
            throw Problem.forbidden("admin_required", "Only an admin may force an assignment.");
        }
        if (order.force() && !reasoned) {
            throw Problem.unprocessable(
                    "reason_required", "Say why the rule is overridden: reason is required with force.");
        }
        return assign(order, admin);
    }

    /** {@link #assign} past the rules, because those who decide have agreed to it. Joins the caller's transaction. */
    UUID assignAgreed(Order order) {
        return assign(order, true);
    }

    private UUID assign(Order order, boolean admin) {
        boolean reasoned = order.reason() != null && !order.reason().isBlank();
        return transactions.run(() -> {
            BookingView booking = bookings.lock(order.bookingId())
                    .orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
            requireAssignable(booking, admin, reasoned);
            AgentView agent = agents.find(order.agentId())
                    .orElseThrow(() -> Problem.notFound("agent_not_found", "There is no such agent."));
            VehicleView vehicle = vehicle(order, booking, agent);
            if (!order.force()) {
                requireFit(booking, agent, vehicle);
            }
            if (vehicle.status() == VehicleStatus.RETIRED) {
                throw Problem.conflict("vehicle_retired", "Vehicle " + vehicle.plate() + " is retired.");
            }
            AssignResult result = assignments.assign(new AssignRequest(
                    booking.id(),
                    agent.id(),
                    vehicle.id(),
                    order.force() ? AssignmentMethod.OVERRIDE : AssignmentMethod.MANUAL,
                    1,
                    null,
                    order.reason()));
            UUID assignment = result.assignmentId();
            if (assignment == null) {
                throw result.kind() == AssignResult.Kind.BUSY
                        ? Problem.conflict(
                                "agent_busy",
                                "The agent or the vehicle has another trip in that time: choose another one.")
                        : Problem.conflict("booking_closed", "The booking does not wait for an agent any more.");
            }
            return assignment;
        });
    }

    private static void requireAssignable(BookingView booking, boolean admin, boolean reasoned) {
        if (booking.status() == BookingStatus.PENDING) {
            throw Problem.conflict("booking_pending", "The payment is not confirmed yet: confirm it first.");
        }
        if (!booking.status().isOpen()) {
            throw Problem.conflict("booking_closed", "The booking does not wait for an agent any more.");
        }
        if (booking.status().hasAgent() && !admin) {
            throw Problem.conflict(
                    "booking_already_assigned", "An agent is on this booking; only an admin may reassign it.");
        }
        if (booking.status().hasAgent() && !reasoned) {
            throw Problem.unprocessable("reason_required", "Say why the booking is reassigned: reason is required.");
        }
    }

    private void requireFit(BookingView booking, AgentView agent, VehicleView vehicle) {
        LocalDate day =
                booking.pickupAt().atZone(companies.current().timeZone()).toLocalDate();
        if (agent.status() != AgentStatus.ACTIVE) {
            throw Problem.conflict(
                    "agent_not_available", "The agent is not active. An admin may force the assignment with a reason.");
        }
        if (vehicle.type() != booking.vehicleType()) {
            throw Problem.conflict(
                    "vehicle_mismatch",
                    "The vehicle is not of the booked type. An admin may force the assignment with a reason.");
        }
        if (vehicle.capacity() < booking.passengers() || vehicle.luggageCapacity() < booking.luggage()) {
            throw Problem.conflict(
                    "vehicle_too_small", "The vehicle is too small. An admin may force the assignment with a reason.");
        }
        boolean due =
                vehicle.nextServiceDue() != null && !vehicle.nextServiceDue().isAfter(day);
        boolean uninsured =
                vehicle.insuranceExpiry() != null && !vehicle.insuranceExpiry().isAfter(day);
        if (vehicle.status() == VehicleStatus.MAINTENANCE || due || uninsured) {
            throw Problem.conflict(
                    "vehicle_not_available",
                    "The vehicle is in maintenance, due for service or not insured. An admin may force the assignment with a reason.");
        }
    }

    private VehicleView vehicle(Order order, BookingView booking, AgentView agent) {
        UUID wanted = order.vehicleId() != null ? order.vehicleId() : agent.currentVehicleId();
        Optional<VehicleView> found = wanted == null ? Optional.empty() : vehicles.find(wanted);
        if (order.vehicleId() != null) {
            return found.orElseThrow(() -> Problem.notFound("vehicle_not_found", "There is no such vehicle."));
        }
        boolean fits = found.filter(v -> order.force() || v.type() == booking.vehicleType())
                .isPresent();
        return fits
                ? found.get()
                : spare(booking)
                        .or(() -> found)
                        .orElseThrow(() -> Problem.conflict(
                                "no_vehicle", "The agent has no vehicle and none of the type is free: name one."));
    }

    private Optional<VehicleView> spare(BookingView booking) {
        return jdbc.sql("""
                        SELECT v.id FROM vehicle v
                        WHERE v.deleted_at IS NULL AND v.status = 'available' AND v.type = :type
                          AND v.capacity >= :passengers AND v.luggage_capacity >= :luggage
                          AND NOT EXISTS (SELECT 1 FROM agent d WHERE d.current_vehicle_id = v.id AND d.deleted_at IS NULL)
                        ORDER BY v.hourly_rate, v.mileage, v.id LIMIT 1
                        """)
                .param("type", io.joblane.shared.LowerCase.of(booking.vehicleType()))
                .param("passengers", booking.passengers())
                .param("luggage", booking.luggage())
                .query(UUID.class)
                .optional()
                .flatMap(vehicles::find);
    }
}
