package io.joblane.workforce.skill;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that ends soon, or has ended.
 *
 * @param daysLeft until its last day: 0 on that day, negative where it has ended
 */
public record ExpiringSkill(
        UUID id,
        UUID agentId,
        String agentName,
        UUID skillId,
        String skill,
        @Nullable String certificateNumber,
        LocalDate certificateUntil,
        int daysLeft) {}
