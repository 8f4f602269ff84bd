package io.joblane.weather;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a forecast.
 *
 * @param at the time it is for; rain and snow are what falls in the three hours before
 * @param feelsLikeC with wind and humidity
 * @param windMs mean wind, m/s
 * @param gustMs null where the service names none
 * @param rainMm3h 0 where it is dry
 * @param visibilityM at most 10000, which means "or more"
 * @param condition the service's group: Thunderstorm, Drizzle, Rain, Snow, Clear, Clouds, or one of its mists (Fog, Squall, Tornado ...)
 */
public record Forecast(
        Instant at,
        double tempC,
        double feelsLikeC,
        double windMs,
        @Nullable Double gustMs,
        double rainMm3h,
        double snowMm3h,
        @Nullable Integer visibilityM,
        String condition,
        String description)
        implements Outlook {}
