package io.joblane.analytics.domain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** How one agent answers, comes and works, at jobs. */
public record AgentFigures(@JsonUnwrapped Subject subject, Replies replies, Visits visits) {}
