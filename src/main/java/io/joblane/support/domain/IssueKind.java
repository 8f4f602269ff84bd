package io.joblane.support.domain;

/** What an issue is about. */
public enum IssueKind {
    VEHICLE,
    CUSTOMER,
    SITE,
    SAFETY,
    OTHER
}
