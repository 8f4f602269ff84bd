/** Deciding, keeping and adding up earnings. */
@NullMarked
package io.joblane.earnings.domain;

import org.jspecify.annotations.NullMarked;
