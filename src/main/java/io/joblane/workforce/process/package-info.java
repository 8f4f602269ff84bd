/** Workers and user-task steps of the processes about agents themselves. */
@NullMarked
package io.joblane.workforce.process;

import org.jspecify.annotations.NullMarked;
