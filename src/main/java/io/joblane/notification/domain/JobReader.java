package io.joblane.notification.domain;

import io.joblane.notification.domain.JobFacts.Recipient;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a job and those whom a message about it concerns, in one statement. It reads other modules' tables and writes none. */
@Component
class JobReader {
    /** Those who go. */
    private static final String GOING = "SELECT agent_id, offer_id, id AS assignment_id FROM assignment WHERE job_id = :id AND active";

    /** Those who were asked and whose offer ended so, unless they took it and go, or went back on it, themselves. */
    private static final String ASKED = """
            SELECT o.agent_id, o.id AS offer_id, NULL::uuid AS assignment_id FROM offer o
            WHERE o.job_id = :id AND o.deleted_at IS NULL AND o.status = '%s'
              AND NOT EXISTS (SELECT FROM assignment a WHERE a.offer_id = o.id)
              AND NOT EXISTS (SELECT FROM assignment a WHERE a.job_id = o.job_id AND a.agent_id = o.agent_id AND a.active)""";

    private static final String SELECT = """
            SELECT j.id, j.reference, j.title, j.type, j.address, j.instructions, j.arrival_at, j.expected_minutes, j.weather_advice,
                   j.weather ->> 'text' AS weather_text, j.weather ->> 'lookedUpAt' AS weather_at,
                   r.agent_id, r.offer_id, r.assignment_id
            FROM job j LEFT JOIN (%s) r ON true
            WHERE j.id = :id AND j.deleted_at IS NULL
            ORDER BY r.agent_id
            """;

    private static final BigDecimal HOUR = BigDecimal.valueOf(60);

    private final JdbcClient jdbc;

    JobReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<JobFacts> read(UUID jobId, JobEvent event) {
        return jdbc.sql(SELECT.formatted(recipients(event))).param("id", jobId).query(rows -> {
            List<Recipient> found = new ArrayList<>();
            @Nullable JobFacts job = null;
            while (rows.next()) {
                if (rows.getObject("agent_id") != null) {
                    found.add(new Recipient(
                            rows.getObject("agent_id", UUID.class),
                            rows.getObject("offer_id", UUID.class),
                            rows.getObject("assignment_id", UUID.class)));
                }
                // Every row repeats the job; its list of recipients fills up with the rows that follow.
                job = job == null ? job(rows, found) : job;
            }
            return Optional.ofNullable(job);
        });
    }

    private static String recipients(JobEvent event) {
        return switch (event) {
            case JOB_OFFERED -> ASKED.formatted("open");
            case JOB_FILLED -> ASKED.formatted("filled");
            case JOB_CONFIRMED, WEATHER_CHANGED -> GOING;
            case JOB_CANCELLED ->
                ASKED.formatted("withdrawn")
                        + " UNION ALL SELECT agent_id, offer_id, id FROM assignment WHERE job_id = :id AND status = 'cancelled'";
        };
    }

    private static JobFacts job(ResultSet row, List<Recipient> recipients) throws SQLException {
        return new JobFacts(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("title"),
                row.getString("type"),
                row.getString("address"),
                row.getString("instructions"),
                row.getTimestamp("arrival_at").toInstant(),
                BigDecimal.valueOf(row.getInt("expected_minutes"))
                        .divide(HOUR, 2, RoundingMode.HALF_UP)
                        .stripTrailingZeros(),
                row.getString("weather_advice"),
                row.getString("weather_text"),
                row.getString("weather_at"),
                recipients);
    }
}
