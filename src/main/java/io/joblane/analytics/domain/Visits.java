package io.joblane.analytics.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Who went. Rates are null where there is nothing to divide by.
 *
 * @param assignments agents tied to jobs, however it ended
 * @param attended those who checked in
 * @param withdrawalRate share of the assignments from which the agent withdrew
 * @param noShowRate share of those who did not come among those who came or should have
 * @param hoursWorked from check-in to check-out
 */
public record Visits(
        long assignments,
        long attended,
        long withdrawn,
        long removed,
        long noShows,
        @Nullable BigDecimal withdrawalRate,
        @Nullable BigDecimal noShowRate,
        BigDecimal hoursWorked) {
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    static Visits of(ResultSet row) throws SQLException {
        long assignments = row.getLong("assignments");
        long attended = row.getLong("attended");
        long withdrawn = row.getLong("withdrawn");
        long noShows = row.getLong("no_shows");
        return new Visits(
                assignments,
                attended,
                withdrawn,
                row.getLong("removed"),
                noShows,
                Rates.of(withdrawn, assignments),
                Rates.of(noShows, attended + noShows),
                BigDecimal.valueOf(row.getLong("worked_seconds")).divide(SECONDS_AN_HOUR, 2, RoundingMode.HALF_UP));
    }
}
