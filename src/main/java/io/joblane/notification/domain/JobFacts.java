package io.joblane.notification.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of a job, and whom it concerns.
 *
 * @param weatherAdvice the level, e.g. {@code warning}; null before the first lookup
 * @param weatherText for agents, a sentence
 * @param weatherAt when it was looked up
 */
record JobFacts(
        UUID id,
        String reference,
        String title,
        String type,
        String address,
        String instructions,
        Instant arrivalAt,
        BigDecimal hours,
        @Nullable String weatherAdvice,
        @Nullable String weatherText,
        @Nullable String weatherAt,
        List<Recipient> recipients) {

    /** Has at least one of the two ids; the message is about the assignment where there is one, else about the offer. */
    record Recipient(
            UUID agentId,
            @Nullable UUID offerId,
            @Nullable UUID assignmentId) {
        UUID about() {
            UUID about = assignmentId == null ? offerId : assignmentId;
            if (about == null) {
                throw new IllegalStateException("Agent " + agentId + " has neither offer nor assignment");
            }
            return about;
        }
    }
}
