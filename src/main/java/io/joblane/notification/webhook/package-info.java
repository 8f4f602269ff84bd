/** What providers tell us: their signatures are checked here, and their words turned into receipts. */
@NullMarked
package io.joblane.notification.webhook;

import org.jspecify.annotations.NullMarked;
