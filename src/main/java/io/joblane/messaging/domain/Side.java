package io.joblane.messaging.domain;

/** Who writes or reads: the thread's agent, or anybody of the office. */
public enum Side {
    AGENT,
    OFFICE
}
