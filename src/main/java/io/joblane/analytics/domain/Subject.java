package io.joblane.analytics.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is about: the days from {@code from} to {@code to}, both included, and what is told apart.
 *
 * @param start of the period, which may lie before {@code from}
 */
public record Subject(
        @JsonIgnore LocalDate start,
        LocalDate from,
        LocalDate to,
        @Nullable String type,
        @Nullable String urgency,
        @Nullable UUID agentId,
        @Nullable String agentName) {
    public Subject {
        urgency = urgency == null
                ? null
                : switch (urgency) {
                    case "low" -> "Low";
                    case "standard" -> "Standard";
                    case "urgent" -> "URGENT";
                    default -> urgency;
                };
    }

    public FiguresPlace place() {
        return new FiguresPlace(
                start, type, urgency == null ? null : urgency.toLowerCase(java.util.Locale.ROOT), agentId);
    }
}
