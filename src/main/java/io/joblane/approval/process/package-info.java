/** The user task and the workers of the process of a request. */
@NullMarked
package io.joblane.approval.process;

import org.jspecify.annotations.NullMarked;
