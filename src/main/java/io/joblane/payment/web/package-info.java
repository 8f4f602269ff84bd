/** Payments over HTTP, and what providers tell. */
@NullMarked
package io.joblane.payment.web;

import org.jspecify.annotations.NullMarked;
