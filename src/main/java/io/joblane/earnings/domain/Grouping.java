package io.joblane.earnings.domain;

/** What earnings are added up by; weeks begin on Monday. */
public enum Grouping {
    DAY,
    WEEK
}
