/** The table of user tasks that the mobile API reads, kept by listeners, and the one way a tap is decided. */
@NullMarked
package io.joblane.engine.task;

import org.jspecify.annotations.NullMarked;
