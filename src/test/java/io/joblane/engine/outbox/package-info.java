/** The outbox, its relay and its dead letters. */
@NullMarked
package io.joblane.engine.outbox;

import org.jspecify.annotations.NullMarked;
