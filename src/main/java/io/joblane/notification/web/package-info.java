/** Notifications over HTTP. */
@NullMarked
package io.joblane.notification.web;

import org.jspecify.annotations.NullMarked;
