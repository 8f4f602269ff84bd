/** A phone that was away catches up: what it must know, and what it did meanwhile. */
@NullMarked
package io.joblane.mobile.sync;

import org.jspecify.annotations.NullMarked;
