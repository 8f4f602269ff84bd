/** Keeping documents and looking after them. */
@NullMarked
package io.joblane.document.domain;

import org.jspecify.annotations.NullMarked;
