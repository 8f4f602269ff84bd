package io.joblane.support.domain;

/** How soon somebody must look, as the agent sees it. */
public enum IssueUrgency {
    LOW,
    STANDARD,
    URGENT
}
