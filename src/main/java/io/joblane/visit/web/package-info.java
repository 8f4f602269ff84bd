/** Visits over HTTP. */
@NullMarked
package io.joblane.visit.web;

import org.jspecify.annotations.NullMarked;
