/** Issues and what ends them. */
@NullMarked
package io.joblane.support.domain;

import org.jspecify.annotations.NullMarked;
