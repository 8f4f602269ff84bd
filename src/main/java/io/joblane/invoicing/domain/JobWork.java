package io.joblane.invoicing.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was worked on a completed job.
 *
 * @param urgency in lower case
 * @param minutes from check-in to check-out of each agent who worked
 */
public record JobWork(
        UUID jobId,
        String reference,
        String type,
        String urgency,
        @Nullable UUID customerId,
        List<Integer> minutes) {}
