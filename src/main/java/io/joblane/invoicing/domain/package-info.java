/** Prices of driven trips and invoices. */
@NullMarked
package io.joblane.invoicing.domain;

import org.jspecify.annotations.NullMarked;
