/** Workers and user-task steps of the dispatch process. */
@NullMarked
package io.joblane.dispatch.process;

import org.jspecify.annotations.NullMarked;
