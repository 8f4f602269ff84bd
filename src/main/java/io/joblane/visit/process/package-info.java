/** The workers and steps of the process of a visit. */
@NullMarked
package io.joblane.visit.process;

import org.jspecify.annotations.NullMarked;
