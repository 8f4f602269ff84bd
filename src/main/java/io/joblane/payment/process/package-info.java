/** The admin's step of a disputed payment. */
@NullMarked
package io.joblane.payment.process;

import org.jspecify.annotations.NullMarked;
