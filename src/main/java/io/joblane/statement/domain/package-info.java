/** Working out, drawing and keeping statements. */
@NullMarked
package io.joblane.statement.domain;

import org.jspecify.annotations.NullMarked;
