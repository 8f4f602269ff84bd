package io.joblane.booking.domain;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.CashReceived;
import io.joblane.fleet.Vehicles;
import io.joblane.shared.Problem;
import io.joblane.workforce.Agents;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The agent's steps from setting out to the end of the trip, each decided under the booking's lock in the caller's transaction. */
@Service
public class TripService {
    private static final List<BookingStatus> WAY = List.of(
            BookingStatus.ACCEPTED,
            BookingStatus.EN_ROUTE_PICKUP,
            BookingStatus.ARRIVED,
            BookingStatus.IN_PROGRESS,
            BookingStatus.COMPLETED,
            BookingStatus.INVOICED);

    private final BookingStore bookings;
    private final AssignmentTable assignments;
    private final AssignmentService ends;
    private final Vehicles vehicles;
    private final Agents agents;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    TripService(
            BookingStore bookings,
            AssignmentTable assignments,
            AssignmentService ends,
            Vehicles vehicles,
            Agents agents,
            Clock clock,
            ApplicationEventPublisher events) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.ends = ends;
        this.vehicles = vehicles;
        this.agents = agents;
        this.clock = clock;
        this.events = events;
    }

    /** What became of a step. */
    public enum StepResult {
        DONE,
        ALREADY_DONE,
        /** The booking was cancelled, or is another agent's now. */
        NO_LONGER_YOURS
    }

    /**
     * The agent reports that the trip has reached {@code to}, one of en route, arrived, in progress.
     *
     * @param agentId whose task it was
     */
    public StepResult step(UUID bookingId, @Nullable String agentId, BookingStatus to, Instant occurredAt) {
        return advance(bookingId, agentId, to, occurredAt, null);
    }

    /** The trip has ended. What the report leaves out is taken from the estimate. */
    public StepResult complete(UUID bookingId, @Nullable String agentId, Instant occurredAt, CompletionReport report) {
        return advance(bookingId, agentId, BookingStatus.COMPLETED, occurredAt, report);
    }

    private StepResult advance(
            UUID bookingId,
            @Nullable String agentId,
            BookingStatus to,
            Instant occurredAt,
            @Nullable CompletionReport report) {
        Booking booking = bookings.lock(bookingId);
        Optional<AssignmentView> current = assignments.current(bookingId);
        if (!booking.canBecome(to)) {
            boolean behind = WAY.indexOf(booking.status()) >= WAY.indexOf(to);
            return behind ? StepResult.ALREADY_DONE : StepResult.NO_LONGER_YOURS;
        }
        if (current.isEmpty() || !current.get().agentId().toString().equals(agentId)) {
            return StepResult.NO_LONGER_YOURS;
        }
        AssignmentView assignment = current.get();
        Instant now = clock.instant();
        Instant at = occurredAt.isAfter(now) || occurredAt.isBefore(assignment.assignedAt()) ? now : occurredAt;
        if (report == null) {
            assignments.advance(assignment.id(), AssignmentStatus.valueOf(to.name()), at);
            bookings.move(booking, to, assignment, at, null);
            if (to == BookingStatus.IN_PROGRESS) {
                vehicles.inService(assignment.vehicleId());
            }
        } else {
            ends.end(assignment, AssignmentStatus.COMPLETED, at, null);
            agents.addTrip(assignment.agentId());
            bookings.move(booking, booking.completed(filled(report, booking.estimate())), assignment, at, null);
            BigDecimal cash = report.cashReceived();
            if (cash != null && cash.signum() > 0) {
                events.publishEvent(new CashReceived(bookingId, booking.customerId(), cash, booking.currency(), at));
            }
        }
        return StepResult.DONE;
    }

    private static Completion filled(CompletionReport report, @Nullable Estimate estimate) {
        BigDecimal distance = report.distanceKm();
        Integer duration = report.durationMinutes();
        if (distance == null && estimate != null) {
            distance = estimate.distanceKm();
        }
        if (duration == null && estimate != null) {
            duration = estimate.durationMinutes();
        }
        if (distance == null || duration == null) {
            throw Problem.unprocessable(
                    "completion_incomplete", "Give distanceKm and durationMinutes: this trip was never estimated.");
        }
        return new Completion(
                distance,
                duration,
                report.waitingMinutes() == null ? 0 : report.waitingMinutes(),
                report.notes() == null ? "" : report.notes());
    }
}
