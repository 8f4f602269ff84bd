package io.joblane.analytics.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row behind which a page begins; what its figures do not tell apart is null. */
public record FiguresPlace(
        LocalDate start,
        @Nullable String type,
        @Nullable String urgency,
        @Nullable UUID agentId) {}
