package io.joblane.workforce.skill;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A skill that an agent has, and what proves it. */
public record AgentSkillView(
        UUID skillId,
        String name,
        boolean needsCertificate,
        @Nullable String certificateNumber,
        @Nullable LocalDate certificateFrom,
        @Nullable LocalDate certificateUntil,
        int version) {}
