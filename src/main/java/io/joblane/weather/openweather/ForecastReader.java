package io.joblane.weather.openweather;

import io.joblane.shared.Geo;
import io.joblane.weather.Forecast;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the service's JSON: kelvin, m/s, Unix seconds; what does not rain or snow is left out there. */
final class ForecastReader {
    private static final double ZERO_CELSIUS = 273.15;
    /** Sentences of the service and its groups are short; anything longer is none. */
    private static final int LONGEST_TEXT = 100;

    private ForecastReader() {}

    /** @throws UnreadableAnswerException where it is not what the documentation promises */
    static List<Forecast> steps(JsonNode answer) {
        JsonNode list = answer.path("list");
        if (!list.isArray() || list.isEmpty()) {
            throw new UnreadableAnswerException("no list of forecasts");
        }
        List<Forecast> steps = new ArrayList<>();
        for (JsonNode step : list) {
            steps.add(step(step));
        }
        steps.sort(Comparator.comparing(Forecast::at));
        return List.copyOf(steps);
    }

    /** @throws UnreadableAnswerException where it is not what the documentation promises */
    static NamedPlace place(JsonNode answer) {
        try {
            return new NamedPlace(text(answer, "name"), new Geo(number(answer, "lat"), number(answer, "lon")));
        } catch (IllegalArgumentException e) {
            throw new UnreadableAnswerException("no place on earth", e);
        }
    }

    private static Forecast step(JsonNode step) {
        JsonNode main = step.path("main");
        JsonNode wind = step.path("wind");
        JsonNode weather = step.path("weather").path(0);
        JsonNode visibility = step.path("visibility");
        return new Forecast(
                Instant.ofEpochSecond((long) number(step, "dt")),
                celsius(number(main, "temp")),
                celsius(number(main, "feels_like")),
                number(wind, "speed"),
                optional(wind.path("gust")),
                orZero(step.path("rain").path("3h")),
                orZero(step.path("snow").path("3h")),
                visibility.isNumber() ? visibility.intValue() : null,
                text(weather, "main"),
                text(weather, "description"));
    }

    private static double celsius(double kelvin) {
        return BigDecimal.valueOf(kelvin - ZERO_CELSIUS)
                .setScale(2, RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static double number(JsonNode parent, String field) {
        Double value = optional(parent.path(field));
        if (value == null) {
            throw new UnreadableAnswerException("no number " + field);
        }
        return value;
    }

    private static double orZero(JsonNode value) {
        Double number = optional(value);
        return number == null ? 0 : number;
    }

    private static @Nullable Double optional(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? value.doubleValue() : null;
    }

    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
            throw new UnreadableAnswerException("no text " + field);
        }
        return value.stringValue();
    }

    record NamedPlace(String name, Geo position) {}

    static final class UnreadableAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableAnswerException(String what) {
            super(what);
        }

        UnreadableAnswerException(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
