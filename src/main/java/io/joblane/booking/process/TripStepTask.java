package io.joblane.booking.process;

import io.joblane.booking.domain.TripService.StepResult;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the agent's steps of a trip have in common: one possible answer, and how a step's result reads as a verdict. */
abstract class TripStepTask implements TaskStep {
    private final String type;
    private final String elementId;

    TripStepTask(String type, String elementId) {
        this.type = type;
        this.elementId = elementId;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String elementId() {
        return elementId;
    }

    @Override
    public List<String> outcomes() {
        return List.of("done");
    }

    static UUID bookingOf(OpenTask task) {
        UUID booking = task.bookingId();
        if (booking == null) {
            throw Problem.conflict("task_without_booking", "This task belongs to no booking.");
        }
        return booking;
    }

    static Verdict verdict(StepResult result) {
        return switch (result) {
            case DONE -> Verdict.done(Map.of());
            case ALREADY_DONE -> Verdict.alreadyDone();
            case NO_LONGER_YOURS -> Verdict.noLongerPossible("The trip was cancelled or given to somebody else.");
        };
    }
}
