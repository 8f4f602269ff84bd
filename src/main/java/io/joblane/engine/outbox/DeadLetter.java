package io.joblane.engine.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the engine refused too often.
 *
 * @param aggregate whose it is, e.g. a booking's id; what follows for it waits
 * @param target a message's name, or a user task's key
 * @param waiting how many rows wait behind it
 */
record DeadLetter(
        UUID id,
        @JsonIgnore long seq,
        String aggregate,
        String kind,
        String target,
        Instant createdAt,
        Instant deadAt,
        int attempts,
        @Nullable String lastError,
        int waiting) {}
