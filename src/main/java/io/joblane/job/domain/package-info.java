/** Jobs: their rows, their rules, and every step that moves them. */
@NullMarked
package io.joblane.job.domain;

import org.jspecify.annotations.NullMarked;
