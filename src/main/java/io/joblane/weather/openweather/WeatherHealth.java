package io.joblane.weather.openweather;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health detail {@code weather}: never down, because work goes on without it. */
@Component("weatherHealthIndicator")
class WeatherHealth implements HealthIndicator {
    private final WeatherSettings settings;
    private final Breaker breaker;

    WeatherHealth(WeatherSettings settings, Breaker breaker) {
        this.settings = settings;
        this.breaker = breaker;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("configured", settings.isConfigured())
                .withDetail("questions", breaker.state())
                .withDetail("keyRefused", breaker.isKeyRefused())
                .build();
    }
}
