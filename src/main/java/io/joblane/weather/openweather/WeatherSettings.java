package io.joblane.weather.openweather;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the weather comes from.
 *
 * @param key of an OpenWeatherMap account; blank: nothing is asked, and every answer says so
 * @param timeout for each part of an answer
 */
@ConfigurationProperties("joblane.weather")
record WeatherSettings(
        @DefaultValue("https://api.openweathermap.org") URI baseAddress,
        @DefaultValue("") String key,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration timeout) {
    boolean isConfigured() {
        return !key.isBlank();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "WeatherSettings[baseAddress=" + baseAddress + ", configured=" + isConfigured() + "]";
    }
}
