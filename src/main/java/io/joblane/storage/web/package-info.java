/** Files over HTTP. */
@NullMarked
package io.joblane.storage.web;

import org.jspecify.annotations.NullMarked;
