/** Vehicles over HTTP. */
@NullMarked
package io.joblane.fleet.web;

import org.jspecify.annotations.NullMarked;
