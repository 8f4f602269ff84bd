/** Firebase Cloud Messaging, through its Admin SDK. */
@NullMarked
package io.joblane.notification.channel.firebase;

import org.jspecify.annotations.NullMarked;
