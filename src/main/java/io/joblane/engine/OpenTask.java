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
 * @param assignee an agent's id, or null where a group may take it
 */
public record OpenTask(
        UUID id,
        long key,
        String elementId,
        String name,
        @Nullable UUID bookingId,
        @Nullable String assignee,
        List<String> candidateGroups,
        @Nullable Instant dueAt,
        Instant createdAt) {}
