package io.joblane.booking.domain;

import java.math.BigDecimal;
import org.springframework.data.relational.core.mapping.Column;

/** What the agent reports at the end of a trip. */
public record Completion(
        @Column("actual_distance_km") BigDecimal distanceKm,
        @Column("actual_duration_minutes") int durationMinutes,
        int waitingMinutes,
        @Column("completion_notes") String notes) {}
