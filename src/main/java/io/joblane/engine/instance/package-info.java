/** The process instances of each company, as far as this installation must find them again. */
@NullMarked
package io.joblane.engine.instance;

import org.jspecify.annotations.NullMarked;
