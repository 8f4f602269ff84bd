/** The headers that every answer has, also those that the server gives by itself, and who may ask from a browser. */
@NullMarked
package io.joblane.http.headers;

import org.jspecify.annotations.NullMarked;
