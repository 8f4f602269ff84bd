package io.joblane.statement.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One customer's statement of a run.
 *
 * @param state waiting, done or failed
 * @param size of the PDF in bytes
 */
public record StatementFile(
        UUID id,
        UUID customerId,
        String customer,
        String state,
        @Nullable Long size,
        @Nullable String failure) {}
