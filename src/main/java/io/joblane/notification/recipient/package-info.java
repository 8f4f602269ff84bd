/** Whom messages reach where: phones, preferences, and the addresses to which nothing is sent any more. */
@NullMarked
package io.joblane.notification.recipient;

import org.jspecify.annotations.NullMarked;
