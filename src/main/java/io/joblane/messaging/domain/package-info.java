/** Threads, their messages, and how far each side has read. */
@NullMarked
package io.joblane.messaging.domain;

import org.jspecify.annotations.NullMarked;
