package io.joblane.analytics.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which days of work are looked at, both ends included; null does not narrow.
 *
 * @param period null for one figure of all days together
 * @param urgency in lower case
 * @param agentId for figures that tell agents apart; {@code type} and {@code urgency} are for the others
 */
public record FiguresFilter(
        LocalDate from,
        LocalDate to,
        @Nullable Period period,
        @Nullable String type,
        @Nullable String urgency,
        @Nullable UUID agentId) {}
