package io.joblane.company;

import org.jspecify.annotations.Nullable;

/**
 * A company with what the platform knows of it.
 *
 * @param version for {@code ETag} and {@code If-Match}
 * @param suspension null while it works
 * @param schemaTarget the schema version it stays at, {@code latest}, or null for the installation's own
 */
public record CompanyRecord(
        Company company,
        int version,
        @Nullable Suspension suspension,
        @Nullable String schemaTarget) {}
