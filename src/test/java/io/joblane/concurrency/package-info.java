/** Many at once, and one answer. */
@NullMarked
package io.joblane.concurrency;

import org.jspecify.annotations.NullMarked;
