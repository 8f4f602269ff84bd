package io.joblane.weather.openweather;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.joblane.weather.openweather.Recorded.FORECAST;
import static io.joblane.weather.openweather.Recorded.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.shared.Geo;
import io.joblane.shared.Problem;
import io.joblane.testing.TestClock;
import io.joblane.weather.Forecast;
import io.joblane.weather.Outlook;
import io.joblane.weather.PlaceForecast;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Recorded answers of Nuremberg, 27 May to 1 June 2024. */
class OpenWeatherTests {
    private static final Recorded SERVICE = new Recorded();
    private static final Geo NUREMBERG = new Geo(49.4541, 11.0768);
    private static final Instant NOON = Instant.parse("2024-05-27T12:00:00Z");

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OpenWeather weather = weather(SERVICE.address(), "the-key", "DE");

    @BeforeEach
    void allIsWell() {
        SERVICE.answersWell();
        clock.set(Instant.parse("2024-05-27T10:10:00Z"));
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void aForecastIsInCelsiusAndSaysWhereItIsDry() {
        Forecast forecast = forecast(weather.at(NUREMBERG, NOON));

        assertThat(forecast.at()).isEqualTo(NOON);
        assertThat(forecast.tempC()).isEqualTo(19.34);
        assertThat(forecast.feelsLikeC()).isEqualTo(19.16);
        assertThat(forecast.windMs()).isEqualTo(2.46);
        assertThat(forecast.gustMs()).isEqualTo(2.82);
        assertThat(forecast.rainMm3h()).isEqualTo(0.87);
        assertThat(forecast.snowMm3h()).isZero();
        assertThat(forecast.visibilityM()).isEqualTo(9882);
        assertThat(forecast.condition()).isEqualTo("Rain");
        assertThat(forecast.description()).isEqualTo("light rain");
        Forecast dry = forecast(weather.at(NUREMBERG, Instant.parse("2024-05-28T21:00:00Z")));
        assertThat(dry.rainMm3h()).isZero();
        assertThat(dry.condition()).isEqualTo("Clear");
        SERVICE.server()
                .verify(getRequestedFor(urlPathEqualTo(FORECAST))
                        .withQueryParam("lat", equalTo("49.45"))
                        .withQueryParam("lon", equalTo("11.08"))
                        .withQueryParam("appid", equalTo("the-key")));
        assertThat(count("forecast", "found")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-27T10:00:00Z, 2024-05-27T12:00:00Z",
        "2024-05-27T13:29:00Z, 2024-05-27T12:00:00Z",
        "2024-05-27T13:31:00Z, 2024-05-27T15:00:00Z",
        "2024-06-01T11:00:00Z, 2024-06-01T09:00:00Z"
    })
    void theNearestStepCounts(Instant at, Instant step) {
        assertThat(forecast(weather.at(NUREMBERG, at)).at()).isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-27T07:00:00Z, PASSED, 0",
        "2024-05-27T08:00:00Z, PASSED, 1",
        "2024-06-01T12:30:00Z, TOO_FAR_AHEAD, 1",
        "2024-06-08T12:00:00Z, TOO_FAR_AHEAD, 0"
    })
    void whatNoStepCoversIsSaidAndWhatNoneCanCoverIsNotAsked(Instant at, Reason reason, int asked) {
        assertThat(weather.at(NUREMBERG, at)).isEqualTo(new Unavailable(reason));
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(asked);
    }

    @Test
    void withoutAKeyNothingIsAskedAndItIsSaid() {
        OpenWeather none = weather(SERVICE.address(), " ", "DE");

        assertThat(none.at(NUREMBERG, NOON)).isEqualTo(new Unavailable(Reason.NOT_CONFIGURED));
        assertThat(none.around("90402")).isEqualTo(new Unavailable(Reason.NOT_CONFIGURED));
        assertThat(SERVICE.asked(FORECAST) + SERVICE.asked(PLACE)).isZero();
    }

    @Test
    void aPlaceIsAskedOnceAnHour() {
        weather.at(NUREMBERG, NOON);
        weather.at(new Geo(49.4547, 11.0799), NOON.plus(Duration.ofDays(1)));
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(1);
        weather.at(new Geo(49.46, 11.0768), NOON);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(2);

        clock.set(Instant.parse("2024-05-27T11:00:00Z"));
        weather.at(NUREMBERG, NOON);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(3);
    }

    @Test
    void whoAsksForTheSameAtTheSameTimeSharesOneQuestion() throws Exception {
        SERVICE.answers(FORECAST, Recorded.json("forecast.json").withFixedDelay(300));

        List<Outlook> answers = atOnce(20);

        assertThat(answers).hasSize(20).allMatch(Forecast.class::isInstance);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(1);
    }

    @Test
    void aFailureIsSharedTooAndThenForgotten() throws Exception {
        SERVICE.answers(FORECAST, aResponse().withStatus(500).withFixedDelay(500));

        assertThat(atOnce(10)).containsOnly(new Unavailable(Reason.FAILED));
        assertThat(SERVICE.asked(FORECAST)).isLessThan(5);
        SERVICE.answersWell();
        assertThat(weather.at(NUREMBERG, NOON)).isInstanceOf(Forecast.class);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> failures() {
        ResponseDefinitionBuilder ok = aResponse().withStatus(200);
        return Stream.of(
                failure("500", aResponse().withStatus(500).withBody("{}"), Reason.FAILED),
                failure("502", aResponse().withStatus(502).withBody("<html>"), Reason.FAILED),
                failure("redirect", aResponse().withStatus(302).withHeader("Location", "/x"), Reason.FAILED),
                failure("too slow", Recorded.json("forecast.json").withFixedDelay(2_500), Reason.TIMED_OUT),
                failure(
                        "slow in the middle",
                        Recorded.json("forecast.json").withChunkedDribbleDelay(5, 5_000),
                        Reason.TIMED_OUT),
                failure("cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), Reason.UNREACHABLE),
                failure("closed", aResponse().withFault(Fault.EMPTY_RESPONSE), Reason.UNREACHABLE),
                failure("no JSON", ok.but().withBody("<html>busy</html>"), Reason.UNREADABLE),
                failure("half JSON", ok.but().withBody("{\"list\": [{\"dt\": 17"), Reason.UNREADABLE),
                failure("empty", ok.but().withBody(""), Reason.UNREADABLE),
                failure("another JSON", ok.but().withBody("[1, 2]"), Reason.UNREADABLE),
                failure("no steps", ok.but().withBody("{\"list\": []}"), Reason.UNREADABLE),
                failure(
                        "a text for a number",
                        ok.but().withBody(Recorded.text("forecast.json").replace("292.49", "\"warm\"")),
                        Reason.UNREADABLE),
                failure(
                        "a number too large",
                        ok.but().withBody(Recorded.text("forecast.json").replace("292.49", "1e999")),
                        Reason.UNREADABLE),
                failure("without end", ok.but().withBody("[" + " ".repeat(600_000) + "]"), Reason.UNREADABLE));
    }

    private static org.junit.jupiter.params.provider.Arguments failure(
            String name, ResponseDefinitionBuilder answer, Reason reason) {
        return org.junit.jupiter.params.provider.Arguments.of(name, answer, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void eachWayToFailIsSaid(String name, ResponseDefinitionBuilder answer, Reason reason) {
        SERVICE.answers(FORECAST, answer);

        assertThat(weather.at(NUREMBERG, NOON)).isEqualTo(new Unavailable(reason));
        assertThat(count("forecast", reason.name().toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(1);
        SERVICE.answersWell();
        assertThat(weather.at(NUREMBERG, NOON)).as(name).isInstanceOf(Forecast.class);
    }

    @Test
    void nobodyThereIsUnreachable() {
        OpenWeather nowhere = weather(URI.create("http://127.0.0.1:1"), "the-key", "DE");
        assertThat(nowhere.at(NUREMBERG, NOON)).isEqualTo(new Unavailable(Reason.UNREACHABLE));
    }

    @Test
    void aPlaceThatIsUnknownStaysSoForTheHour() {
        SERVICE.answers(PLACE, aResponse().withStatus(404).withBody("{\"cod\":\"404\",\"message\":\"not found\"}"));
        for (int i = 0; i < 12; i++) {
            assertThat(weather.around("00000")).isEqualTo(new Unavailable(Reason.PLACE_UNKNOWN));
        }
        assertThat(SERVICE.asked(PLACE)).isEqualTo(1);
        assertThat(weather.at(NUREMBERG, NOON)).isInstanceOf(Forecast.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GB, sw1a 1aa, 'SW1A,GB'",
        "GB, M11AE, 'M1,GB'",
        "GB, EC1A, 'EC1A,GB'",
        "US, 90210, '90210,US'",
        "US, 90210-1234, '90210,US'",
        "CA, k1a 0b1, 'K1A,CA'",
        "DE, 90402, '90402,DE'",
        "NL, 1012 AB, '1012 AB,NL'"
    })
    void aPostcodeIsSentAsTheServiceKnowsIt(String country, String postcode, String sent) {
        PlaceForecast found =
                (PlaceForecast) weather(SERVICE.address(), "the-key", country).around(postcode);

        SERVICE.server().verify(1, getRequestedFor(urlPathEqualTo(PLACE)).withQueryParam("zip", equalTo(sent)));
        assertThat(found.place()).isEqualTo("Beverly Hills");
        assertThat(found.postcode()).isEqualTo(postcode);
        assertThat(found.position().lng()).isCloseTo(-118.4065, within(1e-9));
        assertThat(found.items()).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource({"US, 1e400", "US, 9021", "GB, 90210", "DE, 'a&appid=x'", "DE, ../x", "DE, ' '", "FR, 750011234567890"})
    void whatIsNoPostcodeIsNotAsked(String country, String text) {
        assertThatThrownBy(() -> weather(SERVICE.address(), "the-key", country).around(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("invalid_postcode"));
        assertThat(SERVICE.asked(PLACE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": \"X\", \"lat\": 91, \"lon\": 0}", "{\"name\": \"X\", \"lat\": \"1\"}"})
    void aPlaceThatCannotBeIsUnreadable(String body) {
        SERVICE.answers(PLACE, aResponse().withStatus(200).withBody(body));
        assertThat(weather.around("90402")).isEqualTo(new Unavailable(Reason.UNREADABLE));
    }

    private List<Outlook> atOnce(int times) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Outlook>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return weather.at(NUREMBERG, NOON);
                }));
            }
            start.countDown();
        }
        return answers.stream().map(Future::resultNow).toList();
    }

    private OpenWeather weather(URI address, String key, String country) {
        Companies companies = mock(Companies.class);
        when(companies.current())
                .thenReturn(new Company(
                        "x", "X", ZoneId.of("Europe/Berlin"), "EUR", "de-DE", country, CompanySettings.DEFAULT));
        WeatherSettings settings = new WeatherSettings(address, key, Duration.ofSeconds(1), Duration.ofMillis(1_500));
        return new OpenWeather(
                settings,
                companies,
                new OpenWeatherClient(settings, new JsonMapper(), clock),
                new Breaker(clock),
                meters,
                clock);
    }

    private double count(String question, String outcome) {
        return meters.counter("joblane.weather.lookups", "question", question, "outcome", outcome)
                .count();
    }

    private static Forecast forecast(Outlook outlook) {
        assertThat(outlook).isInstanceOf(Forecast.class);
        return (Forecast) outlook;
    }
}
