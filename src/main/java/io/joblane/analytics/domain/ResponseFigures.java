package io.joblane.analytics.domain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** How offers were answered, of jobs of a kind or by an agent. */
public record ResponseFigures(
        @JsonUnwrapped Subject subject, @JsonUnwrapped Replies replies) {}
