/** Every answer that is no success, in one form: RFC 9457 with a stable code. */
@NullMarked
package io.joblane.http.problem;

import org.jspecify.annotations.NullMarked;
