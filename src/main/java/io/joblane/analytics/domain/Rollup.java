package io.joblane.analytics.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of sums, one row for each period and key. The same SQL adds single events up to days, days to weeks and months, and
 * any of these to an answer.
 *
 * @param keys what is told apart besides the period
 * @param sums columns that are added
 * @param times what is timed: for each, columns {@code <name>_buckets} and {@code <name>_counts}
 */
record Rollup(String table, List<String> keys, List<String> sums, List<String> times) {
    private static final List<String> REPLIES = List.of(
            "offers",
            "offers_open",
            "offers_accepted",
            "offers_declined",
            "offers_expired",
            "offers_lost",
            "offers_retracted",
            "answers",
            "answer_seconds");
    private static final List<String> VISITS =
            List.of("assignments", "attended", "withdrawn", "removed", "no_shows", "worked_seconds");
    private static final List<String> LIVES = List.of(
            "jobs", "cancelled", "expired", "filled", "completed", "slots", "slots_taken", "fills", "fill_seconds");

    static final Rollup JOBS = new Rollup(
            "job_stats",
            List.of("type", "urgency"),
            Stream.of(LIVES, REPLIES, VISITS).flatMap(List::stream).toList(),
            List.of("fill", "answer"));

    static final Rollup AGENTS = new Rollup(
            "agent_stats",
            List.of("agent_id"),
            Stream.of(REPLIES, VISITS).flatMap(List::stream).toList(),
            List.of("answer"));

    /** Everything that is kept of a period and key, in the order of {@link #select}. */
    List<String> values() {
        List<String> all = new ArrayList<>(sums);
        times.forEach(time -> all.addAll(List.of(time + "_buckets", time + "_counts")));
        return all;
    }

    /** The select list of one event: what it does not say is nothing. */
    String select(Map<String, String> facts) {
        return values().stream()
                .map(column -> facts.getOrDefault(column, nothing(column)) + " AS " + column)
                .collect(Collectors.joining(", "));
    }

    private static String nothing(String column) {
        return column.endsWith("_buckets") ? "'{}'::smallint[]" : column.endsWith("_counts") ? "'{}'::bigint[]" : "0";
    }

    /**
     * Adds up the rows of {@code part}, which has the columns {@code by} and {@link #values}. Sums and classes are put beneath
     * each other and not joined: the planner knows too little of them to join them well.
     */
    String addUp(String part, List<String> by) {
        return addUp(part, by, "");
    }

    /** {@link #addUp(String, List)} with a row for each row of {@code also}, where there is nothing to add up too. */
    String addUp(String part, List<String> by, String also) {
        String keyed = String.join(", ", by);
        String none = list(sums, column -> "NULL");
        StringBuilder rows = new StringBuilder(
                "SELECT %s, %s, NULL::text AS timed, NULL::smallint AS bucket, NULL::bigint AS n FROM %s GROUP BY %s"
                        .formatted(
                                keyed, list(sums, column -> "sum(" + column + ")::bigint AS " + column), part, keyed));
        for (String time : times) {
            rows.append("""
                     UNION ALL SELECT %1$s, %2$s, '%3$s', u.bucket, sum(u.n)::bigint
                     FROM %4$s, unnest(%3$s_buckets, %3$s_counts) AS u(bucket, n) GROUP BY %1$s, u.bucket
                    """.formatted(keyed, none, time, part));
        }
        if (!also.isEmpty()) {
            rows.append(" UNION ALL SELECT %s, %s, NULL, NULL, NULL FROM %s".formatted(keyed, none, also));
        }
        StringBuilder sql = new StringBuilder("SELECT ").append(keyed);
        sums.forEach(column -> sql.append(", max(%1$s) AS %1$s".formatted(column)));
        for (String time : times) {
            sql.append("""
                    , coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE timed = '%1$s'), '{}') AS %1$s_buckets,
                      coalesce(array_agg(n ORDER BY bucket) FILTER (WHERE timed = '%1$s'), '{}') AS %1$s_counts
                    """.formatted(time));
        }
        return sql.append(" FROM (%s) each_row GROUP BY %s".formatted(rows, keyed))
                .toString();
    }

    /**
     * Makes the rows of the periods {@code :starts} be those of the query {@code fresh}. Rows that stay as they were are not
     * written anew: a day under way is counted again and again.
     */
    String replace(String with, String fresh) {
        String keyed = String.join(", ", keys);
        String written = String.join(", ", values());
        return """
                WITH %1$s, fresh AS MATERIALIZED (%2$s),
                gone AS (DELETE FROM %3$s s WHERE s.grain = :grain AND s.start = ANY (string_to_array(:starts, ',')::date[])
                    AND NOT EXISTS (SELECT FROM fresh f WHERE f.start = s.start AND %4$s))
                INSERT INTO %3$s AS s (grain, start, %5$s, %6$s) SELECT :grain, start, %5$s, %6$s FROM fresh
                ON CONFLICT (grain, start, %5$s) DO UPDATE SET %7$s WHERE (%8$s) IS DISTINCT FROM (%9$s)
                """.formatted(
                        with,
                        fresh,
                        table,
                        keys.stream().map(key -> "f." + key + " = s." + key).collect(Collectors.joining(" AND ")),
                        keyed,
                        written,
                        list(values(), column -> column + " = excluded." + column),
                        list(values(), column -> "s." + column),
                        list(values(), column -> "excluded." + column));
    }

    private static String list(List<String> columns, Function<String, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }
}
