package io.joblane.sales.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is no customer yet.
 *
 * @param ownerId the login of the salesperson whose prospect it is
 * @param customerId what it became
 */
public record Prospect(
        UUID id,
        ProspectFields fields,
        UUID ownerId,
        ProspectStatus status,
        @Nullable UUID customerId,
        int version) {}
