/** The worker that looks up the weather for a job. */
@NullMarked
package io.joblane.weather.process;

import org.jspecify.annotations.NullMarked;
