/** Documents over HTTP. */
@NullMarked
package io.joblane.document.web;

import org.jspecify.annotations.NullMarked;
