package io.joblane.weather.openweather;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.client.RestTemplate;

/** OpenWeatherMap as it answered once; see the README of the data for where the answers are from. */
public final class Recorded implements AutoCloseable {
    public static final String FORECAST = "/data/2.5/forecast";
    public static final String PLACE = "/geo/1.0/zip";

    private final WireMockServer server =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    public Recorded() {
        server.start();
        answersWell();
        // Its first answer takes long, which is nobody's test.
        new RestTemplate().getForObject(address().resolve(FORECAST), String.class);
        answersWell();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public WireMockServer server() {
        return server;
    }

    public void answersWell() {
        server.resetAll();
        answers(FORECAST, json("forecast.json"));
        answers(PLACE, json("geo-zip.json"));
    }

    /** From now on, to every question at that path. */
    public void answers(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
    }

    public static ResponseDefinitionBuilder json(String file) {
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(text(file));
    }

    public static String text(String file) {
        try (InputStream recorded = Recorded.class.getResourceAsStream("/openweathermap/" + file)) {
            return new String(recorded.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the path was asked since it last began to answer well. */
    public int asked(String path) {
        return server.findAll(getRequestedFor(urlPathEqualTo(path))).size();
    }

    @Override
    public void close() {
        server.stop();
    }
}
