/** The ledger of messages and their texts. */
@NullMarked
package io.joblane.notification.domain;

import org.jspecify.annotations.NullMarked;
