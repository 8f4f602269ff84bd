/** The worker that writes down what work at a site earned. */
@NullMarked
package io.joblane.earnings.process;

import org.jspecify.annotations.NullMarked;
