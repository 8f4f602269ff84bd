package io.joblane.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document of an agent.
 *
 * @param number as printed on it; may be empty
 * @param validUntil the last day on which it is valid
 * @param expired whether that day is over, by the company's calendar
 * @param fileId the file that shows it; null until one was sent
 * @param verifiedAt when somebody in the office looked at it as it is now
 */
public record DocumentView(
        UUID id,
        UUID agentId,
        DocumentKind kind,
        String title,
        String number,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil,
        boolean expired,
        @Nullable UUID fileId,
        @Nullable Instant verifiedAt,
        @Nullable String verifiedBy,
        Instant createdAt,
        int version) {}
