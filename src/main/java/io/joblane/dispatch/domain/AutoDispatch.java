package io.joblane.dispatch.domain;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.Assignments;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.Changes;
import io.joblane.dispatch.domain.DispatchDecisions.Entry;
import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The button "dispatch now": asks the process to decide anew and waits a moment for what it decides. */
@Service
public class AutoDispatch {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);

    private final Bookings bookings;
    private final Assignments assignments;
    private final Changes changes;
    private final DispatchDecisions decisions;
    private final Clock clock;

    AutoDispatch(
            Bookings bookings, Assignments assignments, Changes changes, DispatchDecisions decisions, Clock clock) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.changes = changes;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** What the search shall go by; vehicle type and time amend the booking, null leaves them. */
    public record Wish(
            @Nullable UUID preferredAgentId,
            @Nullable VehicleType vehicleType,
            @Nullable Instant pickupAt) {}

    /** @param status of the booking now: {@code assigned}, or still {@code awaiting_assignment} where it takes longer */
    public record Outcome(
            @Nullable UUID decisionId,
            String status,
            @Nullable AssignmentView assignment) {}

    /** @throws Problem 404 where nobody fits or the booking is unknown, 409 where it waits for nobody */
    @Staff
    public Outcome dispatch(UUID bookingId, Wish wish) {
        BookingView booking = bookings.find(bookingId)
                .orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
        if (booking.status().hasAgent()) {
            throw Problem.conflict(
                    "booking_already_assigned", "An agent is on this booking. Take them off first, or reassign it.");
        }
        if (booking.status() != BookingStatus.AWAITING_ASSIGNMENT) {
            throw Problem.conflict(
                    "booking_" + LowerCase.of(booking.status()), "The booking does not wait for an agent.");
        }
        if (wish.vehicleType() != null || wish.pickupAt() != null) {
            changes.amendTrip(bookingId, wish.vehicleType(), wish.pickupAt());
        }
        Instant since = clock.instant();
        assignments.requestDispatch(bookingId, wish.preferredAgentId());
        return await(bookingId, since);
    }

    private Outcome await(UUID bookingId, Instant since) {
        long until = System.nanoTime() + WAIT.toNanos();
        Optional<Entry> decision = Optional.empty();
        while (System.nanoTime() < until) {
            decision = decisions.firstSince(bookingId, since);
            String outcome = decision.map(Entry::outcome).orElse("ranked");
            if (outcome.equals("nobody")) {
                throw Problem.notFound(
                                "nobody_available",
                                "No agent fits now. The search is repeated by itself; a dispatcher may assign by hand.")
                        .with("decisionId", decision.orElseThrow().id())
                        .with("rejectedCounts", decision.orElseThrow().rejectedCounts());
            }
            if (!outcome.equals("ranked")) {
                break;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        BookingView now = bookings.find(bookingId).orElseThrow();
        return new Outcome(
                decision.map(Entry::id).orElse(null),
                LowerCase.of(now.status()),
                bookings.currentAssignment(bookingId).orElse(null));
    }
}
