/** The words of messages: the built-in ones, a company's own in their place, and what renders both without reaching anything else. */
@NullMarked
package io.joblane.notification.template;

import org.jspecify.annotations.NullMarked;
