/** The worker of the scheduling process. */
@NullMarked
package io.joblane.schedule.process;

import org.jspecify.annotations.NullMarked;
