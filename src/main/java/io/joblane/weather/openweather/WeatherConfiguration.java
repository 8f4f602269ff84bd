package io.joblane.weather.openweather;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WeatherSettings.class)
class WeatherConfiguration {
    @Bean
    OpenWeatherClient openWeatherClient(WeatherSettings settings, JsonMapper json, Clock clock) {
        return new OpenWeatherClient(settings, json, clock);
    }

    @Bean
    Breaker weatherBreaker(Clock clock) {
        return new Breaker(clock);
    }
}
