/** The routes of log-in, log-out and one's own account. */
@NullMarked
package io.joblane.identity.web;

import org.jspecify.annotations.NullMarked;
