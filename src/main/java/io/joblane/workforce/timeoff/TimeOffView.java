package io.joblane.workforce.timeoff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for time off.
 *
 * @param decidedBy the id of the user who ended it, or {@code system}
 * @param decisionNote why it was rejected
 */
public record TimeOffView(
        UUID id,
        UUID agentId,
        String agentName,
        LocalDate firstDay,
        LocalDate lastDay,
        String reason,
        TimeOffStatus status,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        int version) {}
