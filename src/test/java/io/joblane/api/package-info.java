/** The whole application as its clients see it: over HTTP, on a real port. */
@NullMarked
package io.joblane.api;

import org.jspecify.annotations.NullMarked;
