package io.joblane.job.process;

import java.util.UUID;

/** The one variable most workers need. */
record JobRef(UUID jobId) {}
