/** The routes of agents and dispatch to their threads. */
@NullMarked
package io.joblane.messaging.web;

import org.jspecify.annotations.NullMarked;
