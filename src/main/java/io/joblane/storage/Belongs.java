package io.joblane.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a file belongs to: one booking, job or document, and always an agent. */
public record Belongs(
        UUID agentId,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        @Nullable UUID assignmentId,
        @Nullable UUID documentId) {

    public static Belongs toTrip(UUID agentId, UUID bookingId, UUID assignmentId) {
        return new Belongs(agentId, bookingId, null, assignmentId, null);
    }

    public static Belongs toJob(UUID agentId, UUID jobId, UUID assignmentId) {
        return new Belongs(agentId, null, jobId, assignmentId, null);
    }

    public static Belongs toDocument(UUID agentId, UUID documentId) {
        return new Belongs(agentId, null, null, null, documentId);
    }
}
