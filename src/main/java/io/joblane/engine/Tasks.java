package io.joblane.engine;

import io.joblane.engine.TaskStep.Verdict;
import io.joblane.shared.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** User tasks as people see and complete them. */
public interface Tasks {
    /** Open tasks, oldest first. {@code after} is the id of the last task of the page before. */
    Page<OpenTask> open(TaskAudience audience, int limit, @Nullable UUID after);

    /** Watches from now on for changes of what {@link #open} answers to an agent; taken before the look that it guards. */
    Watch watch(TaskAudience audience);

    Optional<OpenTask> find(TaskAudience audience, UUID id);

    /** The last task of that element on that subject that is, or was, the audience's; open or closed. */
    Optional<UUID> latest(TaskAudience audience, String elementId, UUID subjectId);

    /** What may be answered to this task; empty for a task that no domain step belongs to. */
    List<String> outcomes(OpenTask task);

    /** The step's type, e.g. {@code booking.startPickup}, or the element id where no domain step belongs to the task. */
    String type(OpenTask task);

    /**
     * Decides a tap in one transaction, in the name of the current actor; the same {@code actionId} gets the same answer for ever.
     *
     * @throws io.joblane.shared.Problem 404 for a task that is not the audience's, 422 for an answer the task does not know
     */
    Verdict tap(TaskAudience audience, Tap tap);

    /**
     * Ends the open tasks that decide on that subject, because it is decided otherwise; the engine is told after the caller's
     * transaction, which it joins.
     *
     * @param outcome what the task table keeps
     */
    void settle(UUID subjectId, String outcome);

    /** A wait for a change of somebody's tasks. */
    interface Watch {
        /** Returns at a change, or after {@code atMost}, or a little earlier: whoever waits looks again in any case. */
        void await(Duration atMost) throws InterruptedException;
    }

    /**
     * @param actionId the client's own id of this tap
     * @param occurredAt when the person tapped; the phone may have been offline since
     */
    record Tap(UUID actionId, UUID taskId, Instant occurredAt, String outcome, JsonNode data) {}
}
