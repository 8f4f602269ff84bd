/** The description of the API at {@code /v3/api-docs}. */
@NullMarked
package io.joblane.http.openapi;

import org.jspecify.annotations.NullMarked;
