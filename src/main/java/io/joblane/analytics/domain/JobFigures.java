package io.joblane.analytics.domain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How jobs went. Rates are null where there is nothing to divide by.
 *
 * @param filled jobs for which enough agents were found
 * @param slots agents wanted by the jobs that were not cancelled
 * @param fillRate share of the jobs that were filled among those that were not cancelled
 * @param slotFillRate share of the slots that are taken
 * @param timeToFillMinutes from posting to being filled
 */
public record JobFigures(
        @JsonUnwrapped Subject subject,
        long jobs,
        long filled,
        long completed,
        long cancelled,
        long expired,
        long slots,
        long slotsTaken,
        @Nullable BigDecimal fillRate,
        @Nullable BigDecimal slotFillRate,
        @Nullable Spread timeToFillMinutes,
        Replies replies,
        Visits visits) {
    static JobFigures of(ResultSet row, FiguresFilter filter, List<String> by) throws SQLException {
        long jobs = row.getLong("jobs");
        long cancelled = row.getLong("cancelled");
        long filled = row.getLong("filled");
        long slots = row.getLong("slots");
        long taken = row.getLong("slots_taken");
        return new JobFigures(
                StatsReader.subject(row, filter, by),
                jobs,
                filled,
                row.getLong("completed"),
                cancelled,
                row.getLong("expired"),
                slots,
                taken,
                Rates.of(filled, jobs - cancelled),
                Rates.of(taken, slots),
                StatsReader.spread(row, "fill", row.getLong("fills"), row.getLong("fill_seconds")),
                Replies.of(row),
                Visits.of(row));
    }
}
