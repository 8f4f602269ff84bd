package io.joblane.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class WeatherAdviceTest extends DecisionTableTest {

    WeatherAdviceTest() {
        super("weatherAdvice");
    }

    @Override
    List<Case> cases() {
        String none = says("none", "No special weather expected.");
        String gusts = says("warning", "Storm gusts expected: secure everything loose.");
        String heights = says("hold", "Storm gusts expected: no work at heights.");
        String ice = says(
                "warning", "Freezing rain expected: take grit and boots with a grip, and allow more time for the way.");
        String rain = says("advice", "Rain expected: bring waterproofs.");
        String heavyRain = says("warning", "Heavy rain expected: bring waterproofs and cover open work.");
        String snow = says("warning", "Snow expected: dress warmly and allow more time for the way.");
        String violent = says("hold", "Violent storm expected. Stay away until the office says otherwise.");
        String hurricane = says("hold", "Hurricane gusts expected. Stay away until the office says otherwise.");
        String storm = says("hold", "Storm expected. Stay away until the office says otherwise.");
        return List.of(
                row(
                        "weather unknown",
                        given("company", "x", "jobType", "roofing", "urgency", "urgent", "available", false),
                        says("unknown", "The weather is not known yet. Look it up before you set out.")),
                row("a fair day", weather(), none),
                row("tornado", weather("condition", "Tornado"), violent),
                row("squall, urgent", weather("condition", "Squall", "urgency", "urgent"), violent),
                row(
                        "thunderstorm on a roof, urgent",
                        weather("condition", "Thunderstorm", "jobType", "roofing", "urgency", "urgent"),
                        says("hold", "Thunderstorm expected: no work at heights.")),
                row("gusts of exactly 17 on a scaffolding", weather("jobType", "scaffolding", "gustMs", 17), heights),
                row("gusts of 33 on a scaffolding", weather("jobType", "scaffolding", "gustMs", 33), heights),
                row(
                        "freezing rain on a roof",
                        weather("jobType", "roofing", "tempC", 0, "rainMm3h", 0.1),
                        says("hold", "Ice expected: no work at heights.")),
                row(
                        "snow of exactly 3 on a roof",
                        weather("jobType", "roofing", "snowMm3h", 3),
                        says("hold", "Snow expected: no work at heights.")),
                row("gusts of exactly 32", weather("gustMs", 32), hurricane),
                row("gusts of 40, urgent", weather("gustMs", 40, "urgency", "urgent"), hurricane),
                row(
                        "gusts of exactly 25, urgent",
                        weather("gustMs", 25, "urgency", "urgent"),
                        says(
                                "warning",
                                "Storm expected and the job is urgent: keep clear of trees, scaffolding and loose parts.")),
                row("gusts of exactly 25", weather("gustMs", 25), storm),
                row("gusts of 31.9, low", weather("gustMs", 31.9, "urgency", "low"), storm),
                row(
                        "snow of exactly 10, urgent",
                        weather("snowMm3h", 10, "urgency", "urgent"),
                        says(
                                "warning",
                                "Heavy snow expected and the job is urgent: winter tyres, warm clothes and much more time for the way.")),
                row(
                        "snow of exactly 10",
                        weather("snowMm3h", 10),
                        says("hold", "Heavy snow expected. Stay away until the office says otherwise.")),
                row(
                        "thunderstorm",
                        weather("condition", "Thunderstorm", "rainMm3h", 12),
                        says("warning", "Thunderstorm expected: stop work outside when it comes near.")),
                row(
                        "gusts of exactly 11 with solar panels",
                        weather("jobType", "solar", "gustMs", 11),
                        says("warning", "Strong gusts expected at heights: secure yourself and everything loose.")),
                row("gusts of 11 on the ground", weather("gustMs", 11), none),
                row("gusts of exactly 17", weather("gustMs", 17), gusts),
                row("gusts of 24.9", weather("gustMs", 24.9), gusts),
                row("freezing rain", weather("tempC", -1, "rainMm3h", 20), ice),
                row("freezing rain of exactly 0 degrees", weather("tempC", 0, "rainMm3h", 0.2), ice),
                row("rain of exactly 10", weather("rainMm3h", 10), heavyRain),
                row("snow of exactly 3", weather("snowMm3h", 3, "tempC", 0), snow),
                row("snow of 9.9", weather("snowMm3h", 9.9, "tempC", -2), snow),
                row(
                        "feels like -10 exactly",
                        weather("feelsLikeC", -10, "tempC", -4),
                        says("warning", "Severe cold expected: dress warmly and take breaks inside.")),
                row(
                        "feels like 32 exactly",
                        weather("feelsLikeC", 32, "tempC", 30),
                        says(
                                "warning",
                                "Great heat expected: bring water and sun protection, and take breaks in the shade.")),
                row(
                        "dense fog",
                        weather("visibilityM", 499),
                        says("warning", "Dense fog expected: allow more time for the way.")),
                row("haze", weather("visibilityM", 500), none),
                row("rain of exactly 1", weather("rainMm3h", 1), rain),
                row("rain of 9.9", weather("rainMm3h", 9.9), rain),
                row("drizzle", weather("rainMm3h", 0.9), none),
                row(
                        "some snow",
                        weather("snowMm3h", 0.1, "tempC", 1),
                        says("advice", "Some snow expected: mind slippery ground.")),
                row("2 degrees exactly", weather("tempC", 2), says("advice", "Frost possible: mind slippery ground.")),
                row(
                        "feels like 27 exactly",
                        weather("feelsLikeC", 27),
                        says("advice", "Warm day expected: bring water.")),
                row("wind of exactly 8", weather("windMs", 8), says("advice", "Windy: secure light material.")),
                row("a type no row knows", weather("jobType", "anything", "urgency", "low"), none),
                row("visibility unknown", weather("visibilityM", null), none),
                row("nothing known", given(), none));
    }

    /** A fair day for work on the ground, but for what is said. */
    private static Map<String, @Nullable Object> weather(@Nullable Object... changes) {
        Map<String, @Nullable Object> facts = new HashMap<>(given(
                "company",
                "x",
                "jobType",
                "plumbing",
                "urgency",
                "standard",
                "available",
                true,
                "tempC",
                15,
                "feelsLikeC",
                14.2,
                "windMs",
                3,
                "gustMs",
                5,
                "rainMm3h",
                0,
                "snowMm3h",
                0,
                "visibilityM",
                10000,
                "condition",
                "Clouds"));
        facts.putAll(given(changes));
        return facts;
    }

    private static String says(String advice, String text) {
        return "{\"advice\": \"%s\", \"text\": \"%s\"}".formatted(advice, text);
    }
}
