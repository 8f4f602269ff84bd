/** What the weather means for a job: the decision asked for advice, and the job's row that keeps it. */
@NullMarked
package io.joblane.weather.domain;

import org.jspecify.annotations.NullMarked;
