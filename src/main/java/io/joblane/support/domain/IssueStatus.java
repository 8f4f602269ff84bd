package io.joblane.support.domain;

/** What has become of an issue. */
public enum IssueStatus {
    /** A dispatcher looks into it. */
    OPEN,
    /** An admin does. */
    ESCALATED,
    RESOLVED,
    /** The agent took it back. */
    WITHDRAWN;

    public boolean isEnd() {
        return this == RESOLVED || this == WITHDRAWN;
    }
}
