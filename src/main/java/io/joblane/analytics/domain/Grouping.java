package io.joblane.analytics.domain;

import java.util.List;

/** What figures tell apart besides the period. Agents are told apart by themselves: their kinds of work are not counted. */
public enum Grouping {
    NOTHING(),
    TYPE("type"),
    URGENCY("urgency"),
    TYPE_AND_URGENCY("type", "urgency"),
    AGENT("agent_id");

    private final List<String> columns;

    Grouping(String... columns) {
        this.columns = List.of(columns);
    }

    List<String> columns() {
        return columns;
    }

    Rollup rollup() {
        return this == AGENT ? Rollup.AGENTS : Rollup.JOBS;
    }
}
