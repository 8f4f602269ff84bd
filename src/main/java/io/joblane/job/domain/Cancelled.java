package io.joblane.job.domain;

import java.time.Instant;

/** Who called it off, and why. */
record Cancelled(String by, Instant at, String reason) {}
