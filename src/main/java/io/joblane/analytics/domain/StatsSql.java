package io.joblane.analytics.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query for figures: first which rows the page has, then what is added up for them, so that no more is read than shown.
 * Parameters: {@code from, to, grain, wholeFirst, wholeLast, headTo, tailFrom, firstStart, limit}, and those of filter and place.
 */
final class StatsSql {
    private final Rollup rollup;
    private final List<String> by;
    private final FiguresFilter filter;
    private final @Nullable FiguresPlace after;

    /** @param by the rollup's keys that are told apart */
    StatsSql(Rollup rollup, List<String> by, FiguresFilter filter, @Nullable FiguresPlace after) {
        this.rollup = rollup;
        this.by = by;
        this.filter = filter;
        this.after = after;
    }

    String text() {
        boolean agents = rollup == Rollup.AGENTS;
        List<String> told = told("");
        String order = String.join(", ", agents ? List.of("agent_id", "start") : told);
        String limit = " ORDER BY " + order + " LIMIT CAST(:limit AS integer)";
        String figures = rollup.addUp("part", told, "page");
        return "WITH page AS MATERIALIZED (SELECT * FROM (" + page() + ") all_rows WHERE " + behind() + limit
                + "),\n part AS (" + part() + ")\n"
                + (agents
                        ? "SELECT f.*, agent.name AS agent_name FROM (" + figures
                                + ") f JOIN agent ON agent.id = f.agent_id"
                        : figures)
                + " ORDER BY " + order;
    }

    private List<String> told(String prefix) {
        return Stream.concat(Stream.of("start"), by.stream())
                .map(column -> prefix + column)
                .toList();
    }

    /** What there is a row for. Agents without any figures are shown in a list of all days together, jobs are not. */
    private String page() {
        if (filter.period() != null) {
            return "SELECT DISTINCT " + String.join(", ", told("")) + " FROM " + rollup.table()
                    + " s WHERE grain = :grain AND start BETWEEN :firstStart AND :to" + narrowed();
        }
        if (rollup == Rollup.AGENTS) {
            return "SELECT a.id AS agent_id, CAST(:from AS date) AS start FROM agent a WHERE (a.deleted_at IS NULL OR EXISTS ("
                    + "SELECT FROM agent_stats g WHERE g.grain = 'month' AND g.agent_id = a.id AND g.start BETWEEN :firstStart AND :to))"
                    + (filter.agentId() == null ? "" : " AND a.id = :agent");
        }
        if (by.isEmpty()) {
            return "SELECT CAST(:from AS date) AS start";
        }
        return "SELECT DISTINCT CAST(:from AS date) AS start, " + String.join(", ", by) + " FROM " + rollup.table()
                + " s WHERE grain = 'month' AND start BETWEEN :firstStart AND :to" + narrowed();
    }

    private String narrowed() {
        return (filter.type() == null ? "" : " AND s.type = :type")
                + (filter.urgency() == null ? "" : " AND s.urgency = :urgency")
                + (filter.agentId() == null ? "" : " AND s.agent_id = :agent");
    }

    private String behind() {
        if (after == null) {
            return "true";
        }
        if (rollup == Rollup.AGENTS) {
            return "(agent_id, start) > (:afterAgent, :afterStart)";
        }
        List<String> columns = told("");
        List<String> values = new ArrayList<>(List.of(":afterStart"));
        by.forEach(key -> values.add(key.equals("type") ? ":afterType" : ":afterUrgency"));
        return "(" + String.join(", ", columns) + ") > (" + String.join(", ", values) + ")";
    }

    private String part() {
        String values = rollup.values().stream().map(v -> "s." + v).collect(Collectors.joining(", "));
        String same = by.stream().map(key -> " AND s." + key + " = p." + key).collect(Collectors.joining());
        String head = "SELECT " + String.join(", ", told("p.")) + ", " + values + " FROM page p JOIN " + rollup.table()
                + " s ON ";
        // Said of the days themselves and not only of the page's rows: an index finds them.
        String single = "s.grain = 'day' AND (s.start BETWEEN :from AND :headTo OR s.start BETWEEN :tailFrom AND :to)";
        if (filter.period() == null) {
            return head + "s.grain = 'month' AND s.start BETWEEN :wholeFirst AND :wholeLast" + same + narrowed()
                    + " UNION ALL " + head + single + same + narrowed();
        }
        return head + "p.start BETWEEN :wholeFirst AND :wholeLast AND s.grain = :grain AND s.start = p.start" + same
                + narrowed() + " UNION ALL " + head + single
                + " AND p.start = CAST(date_trunc(:grain, CAST(s.start AS timestamp)) AS date)" + same + narrowed();
    }
}
