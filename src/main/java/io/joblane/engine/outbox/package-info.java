/** Rows that tell the engine something, written with the change they follow from and sent after its commit. */
@NullMarked
package io.joblane.engine.outbox;

import org.jspecify.annotations.NullMarked;
