package io.joblane.weather.domain;

import io.joblane.company.Companies;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.weather.Forecast;
import io.joblane.weather.Outlook;
import io.joblane.weather.Weather;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Looks the weather up for the time of arrival and asks the decision what it means. Calls outside: never inside a database
 * transaction.
 */
@Component
public class WeatherAdvisor {
    static final String DECISION = "weatherAdvice";

    private static final Set<String> LEVELS = Set.of("none", "advice", "warning", "hold", "unknown");

    private final Weather weather;
    private final Decisions decisions;
    private final Companies companies;
    private final Clock clock;

    WeatherAdvisor(Weather weather, Decisions decisions, Companies companies, Clock clock) {
        this.weather = weather;
        this.decisions = decisions;
        this.companies = companies;
        this.clock = clock;
    }

    /** @throws DecisionFailedException where the decision answers no known level or no text */
    public Advice advise(SiteVisit visit) {
        Outlook outlook = weather.at(visit.site(), visit.arrivalAt());
        JsonNode answer = decisions.evaluate(DECISION, facts(visit, outlook)).output();
        String level = answer.path("advice").asString("");
        String text = answer.path("text").asString("");
        if (!LEVELS.contains(level) || text.isBlank()) {
            throw new DecisionFailedException(DECISION, "it must answer a text and an advice, one of " + LEVELS);
        }
        return new Advice(level, text, outlook, clock.instant());
    }

    private Facts facts(SiteVisit visit, Outlook outlook) {
        String company = companies.current().slug();
        String type = visit.type().toLowerCase(Locale.ROOT);
        if (!(outlook instanceof Forecast forecast)) {
            return new Facts(company, type, visit.urgency(), false, null, null, null, null, null, null, null, null);
        }
        Double gust = forecast.gustMs();
        return new Facts(
                company,
                type,
                visit.urgency(),
                true,
                forecast.tempC(),
                forecast.feelsLikeC(),
                forecast.windMs(),
                gust == null ? forecast.windMs() : Math.max(gust, forecast.windMs()),
                forecast.rainMm3h(),
                forecast.snowMm3h(),
                forecast.visibilityM(),
                forecast.condition());
    }

    /** The decision's inputs. The gust is the mean wind where the service names none. */
    record Facts(
            String company,
            String jobType,
            String urgency,
            boolean available,
            @Nullable Double tempC,
            @Nullable Double feelsLikeC,
            @Nullable Double windMs,
            @Nullable Double gustMs,
            @Nullable Double rainMm3h,
            @Nullable Double snowMm3h,
            @Nullable Integer visibilityM,
            @Nullable String condition) {}
}
