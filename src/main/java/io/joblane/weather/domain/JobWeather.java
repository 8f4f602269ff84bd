package io.joblane.weather.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.weather.Forecast;
import io.joblane.weather.Unavailable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The weather that a job's row keeps. */
@Component
public class JobWeather {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    JobWeather(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<SiteVisit> find(UUID jobId) {
        return jdbc.sql("SELECT lat, lng, arrival_at, type, urgency FROM job WHERE id = ? AND deleted_at IS NULL")
                .param(jobId)
                .query((row, number) -> new SiteVisit(
                        new Geo(row.getDouble("lat"), row.getDouble("lng")),
                        row.getTimestamp("arrival_at").toInstant(),
                        row.getString("type"),
                        row.getString("urgency")))
                .optional();
    }

    /**
     * Keeps the advice in the job's row.
     *
     * @return whether another advice stood there; the first one changes nothing
     */
    @Transactional
    public boolean keep(UUID jobId, Advice advice) {
        Optional<Before> before = jdbc.sql("SELECT weather_advice FROM job WHERE id = ? FOR UPDATE")
                .param(jobId)
                .query((row, number) -> new Before(row.getString("weather_advice")))
                .optional();
        jdbc.sql("""
                        UPDATE job SET weather = :weather::jsonb, weather_advice = :advice, updated_at = :now, updated_by = :by,
                            version = version + 1
                        WHERE id = :job
                        """)
                .param("weather", json.writeValueAsString(Kept.of(advice)))
                .param("advice", advice.level())
                .param("now", Timestamp.from(clock.instant()))
                .param("by", CurrentActor.get().auditName())
                .param("job", jobId)
                .update();
        return before.map(Before::advice)
                .filter(level -> !level.equals(advice.level()))
                .isPresent();
    }

    private record Before(@Nullable String advice) {}

    /**
     * The JSON of {@code job.weather}: one of {@code forecast} and {@code reason} is null.
     *
     * @param reason why there is no forecast, as a code; {@code reasonText} as a sentence
     */
    private record Kept(
            String advice,
            String text,
            @Nullable Forecast forecast,
            @Nullable String reason,
            @Nullable String reasonText,
            Instant lookedUpAt) {
        private static Kept of(Advice advice) {
            return switch (advice.outlook()) {
                case Forecast forecast ->
                    new Kept(advice.level(), advice.text(), forecast, null, null, advice.lookedUpAt());
                case Unavailable why ->
                    new Kept(
                            advice.level(),
                            advice.text(),
                            null,
                            LowerCase.of(why.reason()),
                            why.reason().text(),
                            advice.lookedUpAt());
            };
        }
    }
}
