/** The workers of the booking process that price and invoice a trip. */
@NullMarked
package io.joblane.invoicing.process;

import org.jspecify.annotations.NullMarked;
