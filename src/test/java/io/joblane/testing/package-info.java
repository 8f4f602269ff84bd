/** What tests of several modules share. */
@NullMarked
package io.joblane.testing;

import org.jspecify.annotations.NullMarked;
