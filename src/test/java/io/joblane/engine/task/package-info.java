/** Tests of the user-task table. */
@NullMarked
package io.joblane.engine.task;

import org.jspecify.annotations.NullMarked;
