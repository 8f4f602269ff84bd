package io.joblane.weather.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.Decisions;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import io.joblane.weather.openweather.Recorded;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import tools.jackson.databind.JsonNode;

class WeatherControllerTests {
    private static final String PATH = "/api/v1/weather/";
    private static final Recorded SERVICE = new Recorded();
    private static final WebTestServer SERVER = WebTestServer.start(
            Map.of(
                    "joblane.test.weather",
                    "true",
                    "joblane.weather.base-address",
                    SERVICE.address().toString(),
                    "joblane.weather.key",
                    "the-key"),
            Module.class);

    private ApiClient dispatcher;

    @BeforeEach
    void allIsWell() {
        SERVICE.answersWell();
        // So that neither the last test's answers nor its failures count.
        SERVER.clock().forward(Duration.ofHours(2));
        dispatcher = SERVER.loggedIn(Role.DISPATCHER);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        SERVICE.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everybodyWhoIsSignedInReadsTheNextDays(Role role) {
        JsonNode forecast = SERVER.loggedIn(role).get(PATH + "90210-1234").json();

        assertThat(forecast.path("place").asString()).isEqualTo("Beverly Hills");
        assertThat(forecast.path("position").path("lat").asDouble()).isEqualTo(34.0901);
        assertThat(forecast.path("items").size()).isEqualTo(40);
        JsonNode first = forecast.path("items").path(0);
        assertThat(first.path("at").asString()).isEqualTo("2024-05-27T12:00:00Z");
        assertThat(first.path("tempC").asDouble()).isEqualTo(19.34);
        assertThat(first.path("rainMm3h").asDouble()).isEqualTo(0.87);
        SERVICE.server()
                .verify(getRequestedFor(urlPathEqualTo(Recorded.PLACE)).withQueryParam("zip", equalTo("90210,US")));
    }

    @Test
    void nobodyElseDoes() {
        assertThat(SERVER.client().get(PATH + "90210").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9021", "1e400", "%20", "SW1A%201AA", "90210%0d%0a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNoPostcodeOfTheCountryIsRefused(String postcode) {
        assertThat(dispatcher.get(PATH + postcode).status()).isEqualTo(400);
        assertThat(SERVICE.asked(Recorded.PLACE)).isZero();
    }

    @Test
    void anUnknownPostcodeIs404() {
        SERVICE.answers(Recorded.PLACE, aResponse().withStatus(404));
        Answer answer = dispatcher.get(PATH + "00000");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("postcode_unknown");
    }

    @Test
    void aServiceThatLimitsUsSaysWhenToComeAgain() {
        SERVICE.answers(Recorded.FORECAST, aResponse().withStatus(429).withHeader("Retry-After", "90"));
        Answer answer = dispatcher.get(PATH + "90210");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("weather_unavailable");
        assertThat(answer.json().path("reason").asString()).isEqualTo("limited");
        assertThat(answer.header("Retry-After")).isEqualTo("90");
    }

    @Test
    void aServiceThatFailsIs503AndTellsNothingOfTheKey() {
        SERVICE.answers(Recorded.PLACE, aResponse().withStatus(500).withBody("appid=the-key"));
        Answer answer = dispatcher.get(PATH + "90210");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("reason").asString()).isEqualTo("failed");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(answer.text()).doesNotContain("the-key");
    }

    @Test
    void withoutAKeyItSaysWhoCanSetIt() {
        try (WebTestServer none = WebTestServer.start(Map.of("joblane.test.weather", "true"), Module.class)) {
            Answer answer = none.loggedIn(Role.ADMIN).get(PATH + "90210");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("weather_not_configured");
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ConditionalOnProperty("joblane.test.weather")
    @ComponentScan("io.joblane.weather")
    static class Module {
        @Bean
        Decisions decisions() {
            return Mockito.mock(Decisions.class);
        }
    }
}
