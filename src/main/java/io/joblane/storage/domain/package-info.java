/** How files come in, are looked at, kept, found and swept. */
@NullMarked
package io.joblane.storage.domain;

import org.jspecify.annotations.NullMarked;
