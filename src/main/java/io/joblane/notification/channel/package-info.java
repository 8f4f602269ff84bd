/** The ways out of the house behind one interface, and the companies' accounts with those who carry the messages. */
@NullMarked
package io.joblane.notification.channel;

import org.jspecify.annotations.NullMarked;
