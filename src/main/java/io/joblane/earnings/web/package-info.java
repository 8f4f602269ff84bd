/** Earnings over HTTP. */
@NullMarked
package io.joblane.earnings.web;

import org.jspecify.annotations.NullMarked;
