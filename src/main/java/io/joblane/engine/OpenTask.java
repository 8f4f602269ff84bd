package io.joblane.engine;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user task that waits for somebody.
 *
 * @param id what clients see; the engine's key is not unique over engines
 * @param name its label in the model
 * @param bookingId the booking it belongs to, if any
 * @param jobId the job it belongs to, if any
 * @param subjectId what it decides on where that is neither, e.g. an offer; the process variable of that name
 * @param assignee an agent's id, or null where a group may take it
 */
public record OpenTask(
        UUID id,
        long key,
        String elementId,
        String name,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        @Nullable UUID subjectId,
        @Nullable String assignee,
        List<String> candidateGroups,
        @Nullable Instant dueAt,
        Instant createdAt) {

    /** Whose messages to the engine its completion must not overtake. */
    public UUID aggregate() {
        if (subjectId != null) {
            return subjectId;
        }
        if (bookingId != null) {
            return bookingId;
        }
        return jobId == null ? id : jobId;
    }
}
