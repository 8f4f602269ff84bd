/** The workers that tell agents and customers what the booking process has reached. */
@NullMarked
package io.joblane.notification.process;

import org.jspecify.annotations.NullMarked;
