package io.joblane.routing;

import java.math.BigDecimal;

/**
 * An estimated trip.
 *
 * @param distanceKm by road, three decimals
 * @param durationMinutes of the trip alone, at least 1
 * @param approachMinutes how long before the pickup the agent is taken up by it
 * @param turnaroundMinutes how long after the drop-off
 */
public record RouteEstimate(BigDecimal distanceKm, int durationMinutes, int approachMinutes, int turnaroundMinutes) {}
