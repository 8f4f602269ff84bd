/** Tests of the models themselves: every rule of every decision, and a lint for what the style guide asks of processes. */
@NullMarked
package io.joblane.models;

import org.jspecify.annotations.NullMarked;
