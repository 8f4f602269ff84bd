/** Tests of the embedded engine through the ordinary Java client, and of its storage alone. */
@NullMarked
package io.joblane.engine.embedded;

import org.jspecify.annotations.NullMarked;
