package io.joblane.visit;

import java.time.Instant;
import java.util.UUID;

/**
 * What an agent wrote down at a site.
 *
 * @param id made by the phone
 * @param at when it was written
 * @param writtenBy name and role
 */
public record VisitNote(
        UUID id, UUID jobId, UUID assignmentId, UUID agentId, Instant at, String text, String writtenBy) {}
