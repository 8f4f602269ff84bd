package io.joblane.pricing;

import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What the price of a trip depends on, estimated or as it was driven.
 *
 * @param priority in lower case: normal, high, urgent
 * @param extras codes of the decision's table of extras; may be empty
 */
public record TripFacts(
        VehicleType type,
        BigDecimal distanceKm,
        int durationMinutes,
        int waitingMinutes,
        Instant pickupAt,
        String priority,
        List<String> extras) {}
