package io.joblane.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which entries are asked for; null asks for all. {@code from} is included, {@code to} is not. */
record AuditFilter(
        @Nullable String entity,
        @Nullable String id,
        @Nullable UUID user,
        @Nullable Instant from,
        @Nullable Instant to) {}
