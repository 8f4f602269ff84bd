/** The worker of the process of a changed contact. */
@NullMarked
package io.joblane.customer.process;

import org.jspecify.annotations.NullMarked;
