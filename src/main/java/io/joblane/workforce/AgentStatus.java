package io.joblane.workforce;

/** An agent's working state; only active ones are offered trips. */
public enum AgentStatus {
    ACTIVE,
    ON_BREAK,
    OFF_DUTY
}
