/** HTTP routes of bookings. */
@NullMarked
package io.joblane.booking.web;

import org.jspecify.annotations.NullMarked;
