package io.joblane.analytics.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for figures, in the caller's transaction. */
@Component
class StatsReader {
    private static final int FETCH = 500;

    private final JdbcClient jdbc;

    StatsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param limit null for all; they are handed over one by one and never held together */
    <T> void read(
            Rollup rollup,
            List<String> by,
            FiguresFilter filter,
            @Nullable FiguresPlace after,
            @Nullable Integer limit,
            RowMapper<T> mapper,
            Consumer<T> each) {
        Period period = filter.period() == null ? Period.MONTH : filter.period();
        Span span = Span.of(period, filter.from(), filter.to());
        // A plan for any days is a bad plan for a day as for years.
        jdbc.sql("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
        jdbc.sql(new StatsSql(rollup, by, filter, after).text())
                .withFetchSize(FETCH)
                .param("from", span.from())
                .param("to", span.to())
                .param("grain", period.grain())
                .param("firstStart", period.start(span.from()))
                .param("wholeFirst", span.wholeFirst())
                .param("wholeLast", span.wholeLast())
                .param("headTo", span.headTo())
                .param("tailFrom", span.tailFrom())
                .param("limit", limit)
                .param("type", filter.type())
                .param("urgency", filter.urgency())
                .param("agent", filter.agentId())
                .param("afterStart", after == null ? null : after.start())
                .param("afterType", after == null ? null : after.type())
                .param("afterUrgency", after == null ? null : after.urgency())
                .param("afterAgent", after == null ? null : after.agentId())
                .query(row -> {
                    each.accept(mapper.mapRow(row, 0));
                });
    }

    /** Which days and what a row is about. */
    static Subject subject(ResultSet row, FiguresFilter filter, List<String> by) throws SQLException {
        LocalDate start = row.getObject("start", LocalDate.class);
        LocalDate end = filter.period() == null ? filter.to() : filter.period().end(start);
        return new Subject(
                start,
                start.isBefore(filter.from()) ? filter.from() : start,
                end.isAfter(filter.to()) ? filter.to() : end,
                by.contains("type") ? row.getString("type") : null,
                by.contains("urgency") ? row.getString("urgency") : null,
                by.contains("agent_id") ? row.getObject("agent_id", UUID.class) : null,
                by.contains("agent_id") ? row.getString("agent_name") : null);
    }

    static @Nullable Spread spread(ResultSet row, String timed, long times, long seconds) throws SQLException {
        return Spread.of(times, seconds, numbers(row, timed + "_buckets"), numbers(row, timed + "_counts"));
    }

    private static Number[] numbers(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? new Number[0] : (Number[]) array.getArray();
    }
}
