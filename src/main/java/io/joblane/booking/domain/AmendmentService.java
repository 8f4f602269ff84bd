package io.joblane.booking.domain;

import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Changes;
import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.fleet.VehicleView;
import io.joblane.fleet.Vehicles;
import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Changes a booking that is not completed; an agent who no longer fits is taken off and the booking dispatched anew. */
@Service
public class AmendmentService implements Changes {
    private final BookingStore bookings;
    private final AssignmentTable assignments;
    private final AssignmentService ends;
    private final BookingService rules;
    private final Estimator estimator;
    private final Vehicles vehicles;
    private final TripLog log;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    AmendmentService(
            BookingStore bookings,
            AssignmentTable assignments,
            AssignmentService ends,
            BookingService rules,
            Estimator estimator,
            Vehicles vehicles,
            TripLog log,
            Outbox outbox,
            Clock clock,
            Transactions transactions) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.ends = ends;
        this.rules = rules;
        this.estimator = estimator;
        this.vehicles = vehicles;
        this.log = log;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    /**
     * @param expectedVersion the version the caller has seen; null where any will do
     * @throws Problem 404, 409 where it is too late, 412 where the version is another, 422 for an impossible time
     */
    @Staff
    public BookingView amend(UUID id, Amendment amendment, @Nullable Integer expectedVersion) {
        Booking seen = bookings.find(id).orElseThrow(BookingStore::notFound);
        requireAmendable(seen, amendment);
        if (amendment.pickupAt() != null) {
            rules.requireServable(amendment.pickupAt());
        }
        // The engine is asked before the transaction; the lock then checks that nothing else has changed meanwhile.
        Optional<Estimator.Estimated> estimated = amendment.concernsRoute() || amendment.priority() != null
                ? Optional.of(estimator.estimate(amendment.apply(seen)))
                : Optional.empty();
        return transactions.run(() -> {
            Booking booking = bookings.lock(id);
            if (expectedVersion != null && !expectedVersion.equals(booking.version())) {
                throw Problem.preconditionFailed("The booking was changed meanwhile: read it again, then amend.");
            }
            requireAmendable(booking, amendment);
            Booking amended = amendment.apply(booking);
            if (estimated.isPresent()) {
                amended = amended.copy()
                        .estimate(estimated.get().estimate())
                        .priceEstimate(estimated.get().price())
                        .build();
            }
            return store(booking, amended, amendment).view();
        });
    }

    @Override
    public void amendTrip(UUID bookingId, @Nullable VehicleType vehicleType, @Nullable Instant pickupAt) {
        amend(bookingId, new Amendment(null, null, pickupAt, null, null, vehicleType, null, null), null);
    }

    private static void requireAmendable(Booking booking, Amendment amendment) {
        if (!booking.status().isOpen()) {
            throw Problem.conflict(
                    "booking_" + LowerCase.of(booking.status()),
                    "Booking " + booking.reference() + " is " + LowerCase.of(booking.status())
                            + " and cannot be amended.");
        }
        boolean pickedUp = booking.status() == BookingStatus.ARRIVED || booking.status() == BookingStatus.IN_PROGRESS;
        if (pickedUp && amendment.concernsPickup()) {
            throw Problem.conflict(
                    "agent_at_pickup",
                    "The agent is at the pickup: only the destination and the notes can change now.");
        }
    }

    private Booking store(Booking before, Booking amended, Amendment amendment) {
        Optional<AssignmentView> current = assignments.current(before.id());
        boolean again = current.isPresent() && !stillFits(current.get(), amended);
        Booking saved;
        if (again) {
            ends.end(current.get(), AssignmentStatus.REASSIGNED, clock.instant(), "amended");
            Booking waiting = amended.become(BookingStatus.AWAITING_ASSIGNMENT);
            saved = bookings.move(before, waiting, current.get(), clock.instant(), "amended: the agent no longer fits");
        } else {
            saved = bookings.save(amended);
        }
        log.event(saved, "amended", current.orElse(null), changed(amendment));
        boolean waitsForAgent = before.status() == BookingStatus.AWAITING_ASSIGNMENT && amendment.concernsPickup();
        if (again || waitsForAgent) {
            // A search in progress, and a wait for the dispatch window, go by what the booking was.
            outbox.message("booking.dispatchRequested", saved.id());
        } else if (amendment.pickupAt() != null) {
            outbox.message("booking.timeChanged", saved.id());
        }
        outbox.message("booking.amended", saved.id());
        return saved;
    }

    /** Moves the assignment's window along where agent, vehicle and time still go together. */
    private boolean stillFits(AssignmentView assignment, Booking amended) {
        Estimate estimate = amended.estimate();
        if (estimate == null) {
            return false;
        }
        VehicleView vehicle = vehicles.find(assignment.vehicleId()).orElse(null);
        if (vehicle == null
                || vehicle.capacity() < amended.passengers()
                || vehicle.luggageCapacity() < amended.luggage()
                || (vehicle.type() != amended.vehicleType() && assignment.method() != AssignmentMethod.OVERRIDE)) {
            return false;
        }
        var window = estimate.during(amended.pickupAt());
        if (window.equals(assignment.during())) {
            return true;
        }
        if (!assignments.fits(assignment, window)) {
            return false;
        }
        assignments.move(assignment.id(), window);
        return true;
    }

    private static String changed(Amendment amendment) {
        return Stream.of(
                        name(amendment.pickup(), "pickup"),
                        name(amendment.dropoff(), "dropoff"),
                        name(amendment.pickupAt(), "pickupAt"),
                        name(amendment.passengers(), "passengers"),
                        name(amendment.luggage(), "luggage"),
                        name(amendment.vehicleType(), "vehicleType"),
                        name(amendment.priority(), "priority"),
                        name(amendment.notes(), "notes"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> name(@Nullable Object value, String name) {
        return value == null ? Optional.empty() : Optional.of(name);
    }
}
