/** Finds what is due and starts it once. */
@NullMarked
package io.joblane.schedule.domain;

import org.jspecify.annotations.NullMarked;
