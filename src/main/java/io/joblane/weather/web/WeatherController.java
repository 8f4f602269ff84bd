package io.joblane.weather.web;

import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.weather.PlaceForecast;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import io.joblane.weather.Weather;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The next five days at a postcode, for everybody who is signed in. */
@RestController
@RequestMapping("/api/v1/weather")
@PreAuthorize("isAuthenticated()")
class WeatherController {
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Weather weather;

    WeatherController(Weather weather) {
        this.weather = weather;
    }

    @GetMapping("/{postcode}")
    PlaceForecast read(@PathVariable @NotBlank @Size(max = 16) String postcode) {
        return switch (weather.around(postcode)) {
            case PlaceForecast forecast -> forecast;
            case Unavailable why -> throw problem(why);
        };
    }

    private static Problem problem(Unavailable why) {
        if (why.reason() == Reason.PLACE_UNKNOWN) {
            return Problem.notFound(
                    "postcode_unknown", "The weather service does not know this postcode. Try one nearby.");
        }
        if (why.reason() == Reason.NOT_CONFIGURED) {
            return Problem.of(
                    503,
                    "weather_not_configured",
                    "No weather service is configured. Ask the platform's admin to set joblane.weather.key.");
        }
        Duration wait = why.retryAfter();
        return Problem.unavailable(
                        "weather_unavailable",
                        why.reason().text() + ". Try again later; nothing else depends on it.",
                        wait == null ? RETRY : wait)
                .with("reason", LowerCase.of(why.reason()));
    }
}
