package io.joblane.sales.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where somebody was met or visited; of a filter, what is null does not matter. */
public record Place(@Nullable UUID prospectId, @Nullable UUID customerId) {}
