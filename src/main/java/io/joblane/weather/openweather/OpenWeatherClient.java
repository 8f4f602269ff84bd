package io.joblane.weather.openweather;

import io.joblane.weather.Forecast;
import io.joblane.weather.Unavailable.Reason;
import io.joblane.weather.openweather.ForecastReader.NamedPlace;
import io.joblane.weather.openweather.ForecastReader.UnreadableAnswerException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One question over HTTP, one answer; every way to fail is an answer. The key is in the address, so no address is logged. */
final class OpenWeatherClient {
    private static final Logger log = LoggerFactory.getLogger(OpenWeatherClient.class);
    /** A forecast has 16 KB. */
    private static final int LARGEST_ANSWER = 512 * 1024;
    /** Where a limit is reached and nobody says for how long: the service counts calls a minute. */
    private static final Duration LIMITED_FOR = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final RestClient http;
    private final String key;
    private final JsonMapper json;
    private final Duration timeout;
    private final Clock clock;

    OpenWeatherClient(WeatherSettings settings, JsonMapper json, Clock clock) {
        HttpClient connections = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(connections);
        requests.setReadTimeout(settings.timeout());
        this.http = RestClient.builder()
                .baseUrl(settings.baseAddress().toString())
                .requestFactory(requests)
                .build();
        this.key = settings.key();
        this.timeout = settings.timeout();
        this.json = json;
        this.clock = clock;
    }

    Answer<NamedPlace> place(String postcode, String country) {
        return ask(ForecastReader::place, "/geo/1.0/zip?zip={zip}&appid={key}", postcode + "," + country, key);
    }

    /** @param lat and {@code lng} in degrees, as text */
    Answer<List<Forecast>> forecast(String lat, String lng) {
        return ask(ForecastReader::steps, "/data/2.5/forecast?lat={lat}&lon={lon}&appid={key}", lat, lng, key);
    }

    private <T> Answer<T> ask(Function<JsonNode, T> read, String address, Object... values) {
        long start = System.nanoTime();
        try {
            return http.get()
                    .uri(address, values)
                    .exchangeForRequiredValue((request, response) -> answer(response, read));
        } catch (ResourceAccessException e) {
            // An answer that stops in its middle is closed at the time limit and then looks like a broken connection.
            boolean slow =
                    e.getCause() instanceof HttpTimeoutException || System.nanoTime() - start >= timeout.toNanos();
            log.warn(
                    "The weather service gave no answer: {}",
                    e.getMostSpecificCause().getClass().getSimpleName());
            return Answer.missing(slow ? Reason.TIMED_OUT : Reason.UNREACHABLE);
        }
    }

    private <T> Answer<T> answer(ClientHttpResponse response, Function<JsonNode, T> read) throws IOException {
        int status = response.getStatusCode().value();
        return switch (status) {
            case 200 -> parsed(response, read);
            case 401, 403 -> Answer.missing(Reason.KEY_REFUSED);
            case 404 -> Answer.missing(Reason.PLACE_UNKNOWN);
            case 429 -> Answer.missing(Reason.LIMITED, wait(response.getHeaders()));
            default -> {
                log.warn("The weather service answered {}", status);
                yield Answer.missing(Reason.FAILED);
            }
        };
    }

    private <T> Answer<T> parsed(ClientHttpResponse response, Function<JsonNode, T> read) throws IOException {
        byte[] body = response.getBody().readNBytes(LARGEST_ANSWER + 1);
        try {
            if (body.length > LARGEST_ANSWER) {
                throw new UnreadableAnswerException("more than " + LARGEST_ANSWER + " bytes");
            }
            return new Answer.Found<>(read.apply(json.readTree(body)));
        } catch (UnreadableAnswerException e) {
            log.warn("The weather service's answer cannot be read: {}", e.getMessage());
        } catch (JacksonException e) {
            log.warn("The weather service's answer is no JSON");
        }
        return Answer.missing(Reason.UNREADABLE);
    }

    /** Seconds or a date (RFC 9110, 10.2.3). */
    private Duration wait(HttpHeaders headers) {
        Duration said = said(headers.getFirst(HttpHeaders.RETRY_AFTER));
        if (said == null || said.isNegative() || said.isZero()) {
            return LIMITED_FOR;
        }
        return said.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : said;
    }

    private @Nullable Duration said(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return header.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
