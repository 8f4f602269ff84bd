package io.joblane.weather.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.shared.Geo;
import io.joblane.shared.Ids;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import io.joblane.weather.Forecast;
import io.joblane.weather.Outlook;
import io.joblane.weather.PlaceOutlook;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import io.joblane.weather.Weather;
import io.joblane.weather.domain.WeatherAdvisor.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobWeatherTests extends DomainTest {
    private static final Instant ARRIVAL = Instant.parse("2026-06-03T13:00:00Z");
    private static final Geo SITE = new Geo(40.7, -74.0);

    @Autowired
    JobWeather jobs;

    private final List<Object> asked = new ArrayList<>();

    @Test
    void theDecisionIsAskedWithWhatIsForecastForTheArrival() {
        Advice advice = advisor(forecast(7.5), "{\"advice\": \"warning\", \"text\": \"Mind the wind.\"}")
                .advise(new SiteVisit(SITE, ARRIVAL, "Roofing", "urgent"));

        assertThat(asked)
                .containsExactly(
                        SITE,
                        ARRIVAL,
                        new Facts("acme", "roofing", "urgent", true, 11.0, 9.0, 5.0, 7.5, 2.5, 0.0, 10000, "Rain"));
        assertThat(advice).isEqualTo(new Advice("warning", "Mind the wind.", forecast(7.5), clock.instant()));
    }

    @Test
    void withoutGustsTheMeanWindIsTheStrongest() {
        advisor(forecast(null), "{\"advice\": \"none\", \"text\": \"Fine.\"}")
                .advise(new SiteVisit(SITE, ARRIVAL, "x", "low"));
        assertThat(((Facts) asked.get(2)).gustMs()).isEqualTo(5.0);
    }

    @Test
    void noForecastIsAFactToo() {
        Unavailable away = new Unavailable(Reason.TIMED_OUT);
        Advice advice = advisor(away, "{\"advice\": \"unknown\", \"text\": \"Look.\"}")
                .advise(new SiteVisit(SITE, ARRIVAL, "x", "low"));

        assertThat(asked.get(2))
                .isEqualTo(new Facts("acme", "x", "low", false, null, null, null, null, null, null, null, null));
        assertThat(advice.outlook()).isEqualTo(away);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"advice\": \"maybe\", \"text\": \"x\"}",
                "{\"advice\": \"none\", \"text\": \" \"}",
                "{\"text\": \"x\"}"
            })
    void anAnswerThatCannotBeIsAFaultOfTheModel(String answer) {
        assertThatThrownBy(() -> advisor(forecast(1.0), answer).advise(new SiteVisit(SITE, ARRIVAL, "x", "low")))
                .isInstanceOf(DecisionFailedException.class)
                .hasMessageContaining("weatherAdvice");
    }

    @Test
    void aJobsVisitIsReadFromItsRow() {
        UUID job = job();
        assertThat(jobs.find(job)).contains(new SiteVisit(SITE, ARRIVAL, "Roofing", "standard"));
        assertThat(jobs.find(Ids.next())).isEmpty();
    }

    @Test
    void theRowKeepsTheForecastAndTellsWhetherTheAdviceChanged() {
        UUID job = job();
        assertThat(jobs.keep(job, new Advice("advice", "Bring waterproofs.", forecast(7.5), clock.instant())))
                .isFalse();
        JsonNode kept = kept(job);
        assertThat(kept.path("advice").asString()).isEqualTo("advice");
        assertThat(kept.path("text").asString()).isEqualTo("Bring waterproofs.");
        assertThat(kept.path("lookedUpAt").asString()).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(kept.path("forecast").path("at").asString()).isEqualTo("2026-06-03T12:00:00Z");
        assertThat(kept.path("forecast").path("rainMm3h").asDouble()).isEqualTo(2.5);
        assertThat(kept.path("reason").isNull()).isTrue();

        assertThat(jobs.keep(job, new Advice("advice", "Bring boots.", forecast(8.0), clock.instant())))
                .isFalse();
        assertThat(jobs.keep(job, new Advice("unknown", "Look.", new Unavailable(Reason.KEY_REFUSED), clock.instant())))
                .isTrue();
        assertThat(kept(job).path("reason").asString()).isEqualTo("key_refused");
        assertThat(kept(job).path("forecast").isNull()).isTrue();
        Map<String, Object> row = jdbc.sql("SELECT weather_advice, version, updated_by FROM job WHERE id = ?")
                .param(job)
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("weather_advice", "unknown")
                .containsEntry("version", 3)
                .containsEntry("updated_by", "system");
    }

    private JsonNode kept(UUID job) {
        return JsonMapper.shared()
                .readTree(jdbc.sql("SELECT weather::text FROM job WHERE id = ?")
                        .param(job)
                        .query(String.class)
                        .single());
    }

    private WeatherAdvisor advisor(Outlook outlook, String answer) {
        Weather weather = new Weather() {
            @Override
            public Outlook at(Geo place, Instant at) {
                asked.add(place);
                asked.add(at);
                return outlook;
            }

            @Override
            public PlaceOutlook around(String postcode) {
                throw new AssertionError("nobody asks for a postcode");
            }
        };
        return new WeatherAdvisor(
                weather,
                (decision, input) -> {
                    asked.add(input);
                    return new Evaluation(JsonMapper.shared().readTree(answer), 1, 1, null);
                },
                companies,
                clock);
    }

    private static Forecast forecast(Double gust) {
        return new Forecast(
                Instant.parse("2026-06-03T12:00:00Z"), 11, 9, 5, gust, 2.5, 0, 10000, "Rain", "moderate rain");
    }

    private UUID job() {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at,
                            expected_minutes, agents_required, urgency, work_date, posted_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, 'A roof', 'Roofing', 'open', '5 Pine Street', '10005', 40.7, -74.0, :arrival,
                            240, 3, 'standard', '2026-06-03', now(), now(), 'x', now(), 'x', 0)
                        """)
                .param("id", id)
                .param("reference", "JB-" + Rows.next())
                .param("arrival", java.sql.Timestamp.from(ARRIVAL))
                .update();
        return id;
    }
}
