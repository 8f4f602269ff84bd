package io.joblane.job.history;

import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job with what came of it.
 *
 * @param offers how often agents were asked
 * @param accepted agents tied to it, by themselves or by the office, however it ended
 * @param hoursWorked from check-in to check-out, of all agents
 */
record PastJob(
        UUID id,
        String reference,
        String title,
        String type,
        JobStatus status,
        Urgency urgency,
        LocalDate workDate,
        Instant arrivalAt,
        BigDecimal expectedHours,
        String address,
        String postcode,
        int agentsRequired,
        int agentsAssigned,
        @Nullable UUID leadAgentId,
        @Nullable String leadAgent,
        int offers,
        int accepted,
        int declined,
        int withdrawn,
        int noShows,
        BigDecimal hoursWorked,
        Instant postedAt,
        @Nullable Instant filledAt,
        @Nullable Instant completedAt,
        @Nullable Instant cancelledAt,
        @Nullable String cancellationReason,
        @Nullable UUID recurrenceId,
        @Nullable UUID copiedFrom) {
    static final List<String> COLUMNS = Arrays.stream(PastJob.class.getRecordComponents())
            .map(component -> component.getName())
            .toList();

    List<?> cells() {
        return Arrays.asList(
                id,
                reference,
                title,
                type,
                LowerCase.of(status),
                urgency.text(),
                workDate,
                arrivalAt,
                expectedHours,
                address,
                postcode,
                agentsRequired,
                agentsAssigned,
                leadAgentId,
                leadAgent,
                offers,
                accepted,
                declined,
                withdrawn,
                noShows,
                hoursWorked,
                postedAt,
                filledAt,
                completedAt,
                cancelledAt,
                cancellationReason,
                recurrenceId,
                copiedFrom);
    }

    static PastJob of(ResultSet row, int number) throws SQLException {
        return new PastJob(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("title"),
                row.getString("type"),
                LowerCase.parse(JobStatus.class, row.getString("status")),
                LowerCase.parse(Urgency.class, row.getString("urgency")),
                row.getObject("work_date", LocalDate.class),
                row.getTimestamp("arrival_at").toInstant(),
                hours(row.getLong("expected_minutes") * 60),
                row.getString("address"),
                row.getString("postcode"),
                row.getInt("agents_required"),
                row.getInt("agents_assigned"),
                row.getObject("lead_agent_id", UUID.class),
                row.getString("lead_agent"),
                row.getInt("offers"),
                row.getInt("accepted"),
                row.getInt("declined"),
                row.getInt("withdrawn"),
                row.getInt("no_shows"),
                hours(row.getLong("worked_seconds")),
                row.getTimestamp("posted_at").toInstant(),
                instant(row, "filled_at"),
                instant(row, "completed_at"),
                instant(row, "cancelled_at"),
                row.getString("cancellation_reason"),
                row.getObject("recurrence_id", UUID.class),
                row.getObject("copied_from", UUID.class));
    }

    private static BigDecimal hours(long seconds) {
        return BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(3600), 2, RoundingMode.HALF_UP);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
