/** The second factor: time-based codes (RFC 6238) and recovery codes. */
@NullMarked
package io.joblane.identity.factor;

import org.jspecify.annotations.NullMarked;
