/** Registers a job worker for every bean with a {@link io.joblane.engine.JobType} and makes each activated job count once. */
@NullMarked
package io.joblane.engine.worker;

import org.jspecify.annotations.NullMarked;
