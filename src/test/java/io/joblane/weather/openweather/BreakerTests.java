package io.joblane.weather.openweather;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.joblane.weather.openweather.Recorded.FORECAST;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.joblane.testing.TestClock;
import io.joblane.weather.Forecast;
import io.joblane.weather.Unavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class BreakerTests {
    private static final Recorded SERVICE = new Recorded();

    private final TestClock clock = new TestClock();
    private final Breaker breaker = new Breaker(clock);
    private final OpenWeatherClient client = new OpenWeatherClient(
            new WeatherSettings(SERVICE.address(), "k-e-y", Duration.ofSeconds(1), Duration.ofSeconds(2)),
            new JsonMapper(),
            clock);

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
    void itOpensAfterFailuresAndClosesAgainAfterGoodAnswers() {
        SERVICE.answers(FORECAST, aResponse().withStatus(500));
        assertThat(ask(5)).containsOnly(Reason.FAILED);
        assertThat(ask(3)).containsOnly(Reason.PAUSED);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(5);
        assertThat(breaker.state()).isEqualTo("open");

        clock.advance(Duration.ofSeconds(31));
        assertThat(ask(2)).containsOnly(Reason.FAILED);
        assertThat(ask(1)).containsOnly(Reason.PAUSED);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(7);

        SERVICE.answersWell();
        assertThat(ask(1)).containsOnly(Reason.PAUSED);
        clock.advance(Duration.ofSeconds(31));
        assertThat(ask(4)).containsOnlyNulls();
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(4);
    }

    @Test
    void aFailureNowAndThenDoesNotOpenIt() {
        for (int i = 0; i < 10; i++) {
            SERVICE.answersWell();
            ask(2);
            SERVICE.answers(FORECAST, aResponse().withStatus(503));
            assertThat(ask(1)).containsOnly(Reason.FAILED);
        }
        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void aRefusedKeyAlarmsOnceAndIsNotTriedForAWhile(CapturedOutput output) {
        SERVICE.answers(FORECAST, aResponse().withStatus(401).withBody("{\"cod\":401}"));
        assertThat(ask(4)).containsOnly(Reason.KEY_REFUSED);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(1);
        assertThat(breaker.isKeyRefused()).isTrue();
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(ask(2)).containsOnly(Reason.KEY_REFUSED);
        assertThat(SERVICE.asked(FORECAST)).isEqualTo(2);
        assertThat(output.getOut().split("refuses the key", -1)).hasSize(2);
        assertThat(output.getOut()).doesNotContain("k-e-y");

        SERVICE.answersWell();
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(ask(2)).containsOnlyNulls();
        assertThat(breaker.isKeyRefused()).isFalse();
    }

    /** The service says for how long: in seconds, by a date, not at all, or nonsense. */
    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "'Mon, 27 May 2024 10:15:00 GMT', 300",
        ", 60",
        "soon, 60",
        "0, 60",
        "'Mon, 27 May 2024 09:00:00 GMT', 60",
        "99999999, 86400"
    })
    void itWaitsAsLongAsTheServiceSays(@Nullable String retryAfter, int seconds) {
        ResponseDefinitionBuilder limited = aResponse().withStatus(429);
        SERVICE.answers(FORECAST, retryAfter == null ? limited : limited.withHeader("Retry-After", retryAfter));
        assertThat(ask(2)).containsOnly(Reason.LIMITED);
        SERVICE.answersWell();

        clock.advance(Duration.ofSeconds(seconds - 1));
        Answer<List<Forecast>> early = breaker.ask(() -> client.forecast("1", "2"));
        Duration left = early.either(found -> Duration.ZERO, why -> why.retryAfter());
        assertThat(left).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(2));
        assertThat(ask(2)).containsOnlyNulls();
    }

    @Test
    void twoRefusalsAtOnceAreOne() {
        SERVICE.answers(FORECAST, aResponse().withStatus(401));
        Answer<List<Forecast>> outer = breaker.ask(() -> {
            ask(1);
            return client.forecast("1", "2");
        });
        assertThat(outer.isLasting()).isFalse();
        assertThat(ask(1)).containsOnly(Reason.KEY_REFUSED);
    }

    /** @return why there was no forecast, null where there was one */
    private List<@Nullable Reason> ask(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> breaker.ask(() -> client.forecast("1", "2")))
                .map(answer -> answer.<@Nullable Reason>either(found -> null, why -> why.reason()))
                .toList();
    }
}
