package io.joblane.statement.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run over all customers.
 *
 * @param month as {@code 2026-05}
 * @param total of customers; of them {@code done}, {@code failed}, and the rest to come
 * @param finishedAt null while it goes on
 */
public record StatementRun(
        UUID id,
        String month,
        int total,
        int done,
        int failed,
        Instant startedAt,
        @Nullable Instant finishedAt) {}
