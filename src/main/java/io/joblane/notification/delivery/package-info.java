/** Brings the ledger's messages to their recipients, one channel after the other, and notes what became of them. */
@NullMarked
package io.joblane.notification.delivery;

import org.jspecify.annotations.NullMarked;
