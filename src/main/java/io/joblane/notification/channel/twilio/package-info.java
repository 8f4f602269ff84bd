/** SMS through Twilio's SDK. */
@NullMarked
package io.joblane.notification.channel.twilio;

import org.jspecify.annotations.NullMarked;
