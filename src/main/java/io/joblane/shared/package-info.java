/** Values that every capability may use; no services. */
@NullMarked
package io.joblane.shared;

import org.jspecify.annotations.NullMarked;
