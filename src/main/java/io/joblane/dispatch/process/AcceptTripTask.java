package io.joblane.dispatch.process;

import io.joblane.booking.Assignments;
import io.joblane.booking.Assignments.OfferAnswer;
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

    AcceptTripTask(Assignments assignments) {
        this.assignments = assignments;
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
        String agent = task.assignee();
        if (bookingId == null || agent == null) {
            return gone();
        }
        String reason = data.path("reason").asString("");
        if (reason.length() > REASON_LENGTH) {
            throw Problem.unprocessable("reason_too_long", "reason must be " + REASON_LENGTH + " characters at most.");
        }
        OfferOutcome wanted = "accepted".equals(outcome) ? OfferOutcome.ACCEPTED : OfferOutcome.DECLINED;
        boolean explained = wanted == OfferOutcome.DECLINED && !reason.isBlank();
        Optional<OfferAnswer> answer =
                assignments.answer(bookingId, UUID.fromString(agent), wanted, occurredAt, explained ? reason : null);
        if (answer.isEmpty() || answer.get().outcome() != wanted) {
            return gone();
        }
        return answer.get().changed()
                ? Verdict.done(Map.of("offerOutcome", LowerCase.of(wanted)))
                : Verdict.alreadyDone();
    }

    private static Verdict gone() {
        return Verdict.noLongerPossible(
                "The offer is no longer open: it ran out, or the trip was changed or cancelled.");
    }
}
