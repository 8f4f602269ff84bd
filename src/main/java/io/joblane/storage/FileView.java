package io.joblane.storage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.joblane.shared.Geo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file as people and other modules see it; its content has a route of its own.
 *
 * @param name made safe, with the ending that belongs to the content
 * @param agentId whose file it is
 * @param signer who signed, of a signature
 * @param uploadedBy name and role
 * @param takenAt when the phone says it was taken, and {@code position} where
 */
public record FileView(
        UUID id,
        FileKind kind,
        String contentType,
        long size,
        String sha256,
        String name,
        UUID agentId,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        @Nullable UUID assignmentId,
        @Nullable UUID documentId,
        @Nullable String signer,
        String uploadedBy,
        @Nullable Instant takenAt,
        @Nullable Geo position,
        Instant createdAt,
        @JsonIgnore boolean deleted) {}
