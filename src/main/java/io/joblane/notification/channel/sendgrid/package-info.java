/** Mail through SendGrid's SDK. */
@NullMarked
package io.joblane.notification.channel.sendgrid;

import org.jspecify.annotations.NullMarked;
