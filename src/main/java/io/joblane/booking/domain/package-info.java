/** The booking aggregate, its assignments and its trip log. */
@NullMarked
package io.joblane.booking.domain;

import org.jspecify.annotations.NullMarked;
