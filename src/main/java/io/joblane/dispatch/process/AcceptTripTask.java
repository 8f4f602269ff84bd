package io.joblane.dispatch.process;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.Assignments;
import io.joblane.booking.Assignments.OfferAnswer;
import io.joblane.booking.Bookings;
import io.joblane.booking.OfferOutcome;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The agent takes the trip or not; data: reason (of a decline). */
@Component
class AcceptTripTask implements TaskStep {
    private static final int REASON_LENGTH = 500;

    private final Assignments assignments;
    private final Bookings bookings;

    AcceptTripTask(Assignments assignments, Bookings bookings) {
        this.assignments = assignments;
        this.bookings = bookings;
    }

    @Override
    public String type() {
        return "dispatch.acceptTrip";
    }

    @Override
    public String elementId() {
        return "Task_AcceptTrip";
    }

    @Override
    public List<String> outcomes() {
        return List.of("accepted", "declined");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        UUID bookingId = task.bookingId();
        Optional<AssignmentView> offer = bookingId == null
                ? Optional.empty()
                : bookings.currentAssignment(bookingId)
                        .filter(a -> a.agentId().toString().equals(task.assignee()));
        if (offer.isEmpty()) {
            return gone();
        }
        String reason = data.path("reason").asString("");
        if (reason.length() > REASON_LENGTH) {
            throw Problem.unprocessable("reason_too_long", "reason must be " + REASON_LENGTH + " characters at most.");
        }
        boolean accepted = "accepted".equals(outcome);
        OfferAnswer answer = accepted
                ? assignments.accept(offer.get().id(), occurredAt)
                : assignments.decline(offer.get().id(), occurredAt, reason.isBlank() ? null : reason);
        OfferOutcome wanted = accepted ? OfferOutcome.ACCEPTED : OfferOutcome.DECLINED;
        if (answer.outcome() != wanted) {
            return gone();
        }
        return answer.changed() ? Verdict.done(Map.of("offerOutcome", LowerCase.of(wanted))) : Verdict.alreadyDone();
    }

    private static Verdict gone() {
        return Verdict.noLongerPossible(
                "The offer is no longer open: it ran out, or the trip was changed or cancelled.");
    }
}
