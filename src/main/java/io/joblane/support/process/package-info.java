/** The user tasks and workers of the process of an issue. */
@NullMarked
package io.joblane.support.process;

import org.jspecify.annotations.NullMarked;
