/** Workers and user-task steps of the booking process. */
@NullMarked
package io.joblane.booking.process;

import org.jspecify.annotations.NullMarked;
