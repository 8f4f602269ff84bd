/** Workers and user-task steps of the job process. */
@NullMarked
package io.joblane.job.process;

import org.jspecify.annotations.NullMarked;
