package io.joblane.job.domain;

import io.joblane.job.JobOrder;
import io.joblane.job.JobStatus;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a job from its row. */
@Component
class JobRow implements RowMapper<Job> {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper json;

    JobRow(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Job mapRow(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                LowerCase.parse(JobStatus.class, row.getString("status")),
                order(row),
                row.getObject("work_date", LocalDate.class),
                row.getInt("agents_assigned"),
                new JobLimits(json.readValue(row.getString("limits"), TEXTS)),
                new Filling(
                        row.getInt("wave"),
                        required(row, "filling_since"),
                        instant(row, "next_wave_at"),
                        instant(row, "widened_at")),
                weather(row),
                new Course(
                        required(row, "posted_at"),
                        instant(row, "filled_at"),
                        instant(row, "started_at"),
                        instant(row, "completed_at")),
                signOff(row),
                cancelled(row),
                row.getObject("recurrence_id", UUID.class),
                row.getObject("copied_from", UUID.class),
                row.getInt("version"));
    }

    private static JobOrder order(ResultSet row) throws SQLException {
        return new JobOrder(
                row.getString("title"),
                row.getString("type"),
                new Site(
                        row.getString("address"),
                        row.getString("postcode"),
                        row.getDouble("lat"),
                        row.getDouble("lng")),
                required(row, "arrival_at"),
                row.getInt("expected_minutes"),
                row.getInt("agents_required"),
                row.getObject("lead_agent_id", UUID.class),
                List.of((String[]) row.getArray("required_skills").getArray()),
                row.getString("instructions"),
                LowerCase.parse(Urgency.class, row.getString("urgency")),
                row.getObject("customer_id", UUID.class));
    }

    private WeatherNote weather(ResultSet row) throws SQLException {
        String found = row.getString("weather");
        return new WeatherNote(
                found == null ? null : json.readTree(found),
                row.getString("weather_advice"),
                row.getString("weather_released_by"));
    }

    private static @Nullable SignOff signOff(ResultSet row) throws SQLException {
        String by = row.getString("signed_off_by");
        String notes = row.getString("sign_off_notes");
        return by == null ? null : new SignOff(by, notes == null ? "" : notes);
    }

    private static @Nullable Cancelled cancelled(ResultSet row) throws SQLException {
        Instant at = instant(row, "cancelled_at");
        return at == null
                ? null
                : new Cancelled(row.getString("cancelled_by"), at, row.getString("cancellation_reason"));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
