package io.joblane.weather.openweather;

import io.joblane.company.Companies;
import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.weather.Forecast;
import io.joblane.weather.Outlook;
import io.joblane.weather.PlaceForecast;
import io.joblane.weather.PlaceOutlook;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import io.joblane.weather.Weather;
import io.joblane.weather.openweather.ForecastReader.NamedPlace;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * OpenWeatherMap's forecast. Places within about a kilometre are one place. What companies ask is kept in common: weather
 * is nobody's.
 */
@Component
class OpenWeather implements Weather {
    private static final Duration STEP = Duration.ofHours(3);
    private static final Duration REACH = Duration.ofDays(5);
    private static final int MOST_PLACES = 5_000;

    private final WeatherSettings settings;
    private final Companies companies;
    private final OpenWeatherClient client;
    private final Breaker breaker;
    private final MeterRegistry meters;
    private final Clock clock;
    private final OnceAnHour<List<Forecast>> forecasts;
    private final OnceAnHour<NamedPlace> places;

    OpenWeather(
            WeatherSettings settings,
            Companies companies,
            OpenWeatherClient client,
            Breaker breaker,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.companies = companies;
        this.client = client;
        this.breaker = breaker;
        this.meters = meters;
        this.clock = clock;
        this.forecasts = new OnceAnHour<>(MOST_PLACES, clock);
        this.places = new OnceAnHour<>(MOST_PLACES, clock);
    }

    @Override
    public Outlook at(Geo place, Instant at) {
        requireNoTransaction();
        if (!settings.isConfigured()) {
            return new Unavailable(Reason.NOT_CONFIGURED);
        }
        Instant now = clock.instant();
        if (at.isBefore(now.minus(STEP))) {
            return new Unavailable(Reason.PASSED);
        }
        if (at.isAfter(now.plus(REACH).plus(STEP))) {
            return new Unavailable(Reason.TOO_FAR_AHEAD);
        }
        return forecast(place).either(steps -> nearest(steps, at), why -> why);
    }

    @Override
    public PlaceOutlook around(String postcode) {
        requireNoTransaction();
        String country = companies.current().country();
        String sent = Postcode.sent(postcode, country);
        if (!settings.isConfigured()) {
            return new Unavailable(Reason.NOT_CONFIGURED);
        }
        return places.get(sent + "," + country, () -> counted("place", () -> client.place(sent, country)))
                .either(
                        place -> forecast(place.position())
                                .<PlaceOutlook>either(
                                        steps -> new PlaceForecast(
                                                postcode.strip(), place.name(), place.position(), steps),
                                        why -> why),
                        why -> why);
    }

    private Answer<List<Forecast>> forecast(Geo place) {
        String lat = rounded(place.lat());
        String lng = rounded(place.lng());
        return forecasts.get(lat + "," + lng, () -> counted("forecast", () -> client.forecast(lat, lng)));
    }

    private <T> Answer<T> counted(String question, Supplier<Answer<T>> ask) {
        Answer<T> answer = breaker.ask(ask);
        String outcome = answer.either(found -> "found", why -> LowerCase.of(why.reason()));
        meters.counter("joblane.weather.lookups", "question", question, "outcome", outcome)
                .increment();
        return answer;
    }

    private static Outlook nearest(List<Forecast> steps, Instant at) {
        Forecast nearest = steps.stream()
                .min(Comparator.comparing(
                        step -> Duration.between(step.at(), at).abs()))
                .orElseThrow();
        Duration ahead = Duration.between(nearest.at(), at);
        if (ahead.abs().compareTo(STEP) <= 0) {
            return nearest;
        }
        return new Unavailable(ahead.isNegative() ? Reason.PASSED : Reason.TOO_FAR_AHEAD);
    }

    /** Two decimals are 1.1 km at most. */
    private static String rounded(double degrees) {
        return BigDecimal.valueOf(degrees).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("The weather must not be asked for inside a database transaction");
        }
    }
}
