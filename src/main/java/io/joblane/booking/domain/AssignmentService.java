package io.joblane.booking.domain;

import io.joblane.booking.AssignRequest;
import io.joblane.booking.AssignResult;
import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.Assignments;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.OfferOutcome;
import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.fleet.Vehicles;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.shared.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Assignments begin, are answered and end here, always together with their booking's status. */
@Service
class AssignmentService implements Assignments {
    private final BookingStore bookings;
    private final AssignmentTable assignments;
    private final TripLog log;
    private final Vehicles vehicles;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    AssignmentService(
            BookingStore bookings,
            AssignmentTable assignments,
            TripLog log,
            Vehicles vehicles,
            Outbox outbox,
            Clock clock,
            Transactions transactions) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.log = log;
        this.vehicles = vehicles;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Override
    public AssignResult assign(AssignRequest request) {
        return transactions.run(() -> assignLocked(request));
    }

    private AssignResult assignLocked(AssignRequest request) {
        Booking booking = bookings.lock(request.bookingId());
        boolean automatic = request.method() == AssignmentMethod.AUTOMATIC;
        if (automatic
                ? booking.status() != BookingStatus.AWAITING_ASSIGNMENT
                : !booking.canBecome(BookingStatus.ASSIGNED)) {
            return AssignResult.closed();
        }
        TimeWindow during = during(booking);
        Optional<AssignmentView> former = assignments.current(booking.id());
        former.ifPresent(f -> end(f, AssignmentStatus.REASSIGNED, clock.instant(), request.reason()));
        AssignResult result = tie(booking, request, during, former.orElse(null));
        if (result.kind() == AssignResult.Kind.BUSY && former.isPresent()) {
            throw Problem.conflict(
                    "agent_busy",
                    "The agent or the vehicle has another trip in that time; the booking stays as it was.");
        }
        return result;
    }

    @Override
    public AssignResult assignFirstFree(UUID bookingId, List<Crew> crews, int round, UUID decisionId) {
        return transactions.run(() -> {
            Booking booking = bookings.lock(bookingId);
            if (booking.status() == BookingStatus.PENDING) {
                // Its row says less than its process: nobody can be tied to it, and a search that began anew would
                // never end.
                return AssignResult.busy();
            }
            if (booking.status() != BookingStatus.AWAITING_ASSIGNMENT) {
                return AssignResult.closed();
            }
            TimeWindow during = during(booking);
            // Whoever was taken since the ranking is passed over by one look instead of one attempt each.
            for (Crew crew : assignments.free(crews, during)) {
                AssignResult result = tie(
                        booking,
                        new AssignRequest(
                                bookingId,
                                crew.agentId(),
                                crew.vehicleId(),
                                AssignmentMethod.AUTOMATIC,
                                round,
                                decisionId,
                                null),
                        during,
                        null);
                if (result.kind() != AssignResult.Kind.BUSY) {
                    return result;
                }
            }
            return AssignResult.busy();
        });
    }

    private static TimeWindow during(Booking booking) {
        Estimate estimate = booking.estimate();
        if (estimate == null) {
            throw Problem.unavailable(
                    "trip_not_estimated",
                    "The trip's length is not estimated yet. Try again in a moment.",
                    Duration.ofSeconds(5));
        }
        return estimate.during(booking.pickupAt());
    }

    private AssignResult tie(
            Booking booking, AssignRequest request, TimeWindow during, @Nullable AssignmentView former) {
        Instant now = clock.instant();
        AssignmentView assignment = new AssignmentView(
                Ids.next(),
                booking.id(),
                request.agentId(),
                request.vehicleId(),
                AssignmentStatus.ASSIGNED,
                true,
                during,
                request.method(),
                request.round(),
                request.decisionId(),
                CurrentActor.get().label(),
                now,
                null,
                null,
                request.reason());
        if (!assignments.add(assignment)) {
            return AssignResult.busy();
        }
        String reason =
                request.method() == AssignmentMethod.OVERRIDE ? "OVERRIDE: " + request.reason() : request.reason();
        if (former != null) {
            log.event(booking, "reassigned", former, reason);
        }
        bookings.move(booking, BookingStatus.ASSIGNED, assignment, now, reason);
        return AssignResult.assigned(assignment.id(), assignment.agentId());
    }

    @Override
    public Optional<OfferAnswer> answer(
            UUID bookingId, UUID agentId, OfferOutcome answer, Instant occurredAt, @Nullable String reason) {
        return transactions.run(() -> {
            Booking booking = bookings.lock(bookingId);
            return assignments
                    .current(bookingId)
                    .filter(offer -> offer.agentId().equals(agentId))
                    .map(offer -> answerLocked(booking, offer, answer, occurredAt, reason));
        });
    }

    @Override
    public OfferOutcome expire(UUID assignmentId) {
        return transactions.run(() -> {
            AssignmentView seen = assignments
                    .find(assignmentId)
                    .orElseThrow(() -> Problem.notFound("assignment_not_found", "There is no such assignment."));
            Booking booking = bookings.lock(seen.bookingId());
            AssignmentView offer = assignments.find(assignmentId).orElse(seen);
            return answerLocked(booking, offer, OfferOutcome.EXPIRED, clock.instant(), "acceptance_window_ended")
                    .outcome();
        });
    }

    /** The first answer under the lock wins; every later one learns which it was. */
    private OfferAnswer answerLocked(
            Booking booking, AssignmentView offer, OfferOutcome answer, Instant at, @Nullable String reason) {
        if (offer.status() != AssignmentStatus.ASSIGNED || booking.status() != BookingStatus.ASSIGNED) {
            return new OfferAnswer(false, outcomeOf(offer.status()));
        }
        Instant now = clock.instant();
        Instant when = at.isAfter(now) ? now : at.isBefore(offer.assignedAt()) ? offer.assignedAt() : at;
        if (answer == OfferOutcome.ACCEPTED) {
            assignments.advance(offer.id(), AssignmentStatus.ACCEPTED, when);
            bookings.move(booking, BookingStatus.ACCEPTED, offer, when, reason);
        } else {
            AssignmentStatus end =
                    answer == OfferOutcome.DECLINED ? AssignmentStatus.DECLINED : AssignmentStatus.EXPIRED;
            end(offer, end, now, reason);
            String why = reason == null ? LowerCase.of(end) : LowerCase.of(end) + ": " + reason;
            bookings.move(booking, BookingStatus.AWAITING_ASSIGNMENT, offer, when, why);
        }
        return new OfferAnswer(true, answer);
    }

    private static OfferOutcome outcomeOf(AssignmentStatus status) {
        return switch (status) {
            case ACCEPTED, EN_ROUTE_PICKUP, ARRIVED, IN_PROGRESS, COMPLETED -> OfferOutcome.ACCEPTED;
            case DECLINED -> OfferOutcome.DECLINED;
            case EXPIRED -> OfferOutcome.EXPIRED;
            case ASSIGNED, REASSIGNED, CANCELLED -> OfferOutcome.WITHDRAWN;
        };
    }

    @Override
    public void release(UUID bookingId, String reason) {
        transactions.run(() -> {
            Booking booking = bookings.lock(bookingId);
            AssignmentView current = assignments
                    .current(bookingId)
                    .orElseThrow(() -> Problem.conflict("booking_not_assigned", "No agent is on this booking."));
            end(current, AssignmentStatus.CANCELLED, clock.instant(), reason);
            Booking saved = bookings.move(booking, BookingStatus.AWAITING_ASSIGNMENT, current, clock.instant(), reason);
            outbox.message("booking.dispatchRequested", bookingId);
            return saved;
        });
    }

    @Override
    public void requestDispatch(UUID bookingId, @Nullable UUID preferredAgentId) {
        transactions.run(() -> {
            Booking booking = bookings.lock(bookingId);
            Booking saved = bookings.save(booking.copy()
                    .preferredAgentId(preferredAgentId == null ? booking.preferredAgentId() : preferredAgentId)
                    .dispatchRequestedAt(clock.instant())
                    .build());
            log.event(saved, "dispatch_requested", null, null);
            outbox.message("booking.dispatchRequested", bookingId);
            return saved;
        });
    }

    /** Frees agent and vehicle. */
    void end(AssignmentView assignment, AssignmentStatus status, Instant at, @Nullable String reason) {
        assignments.end(assignment.id(), status, at, reason);
        if (assignment.status() == AssignmentStatus.IN_PROGRESS) {
            vehicles.available(assignment.vehicleId());
        }
    }
}
