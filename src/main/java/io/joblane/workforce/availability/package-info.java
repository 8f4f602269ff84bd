/** When agents can work: what is said of single days, and the pattern of the week where nothing is. */
@NullMarked
package io.joblane.workforce.availability;

import org.jspecify.annotations.NullMarked;
