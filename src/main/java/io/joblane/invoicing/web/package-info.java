/** Invoices over HTTP. */
@NullMarked
package io.joblane.invoicing.web;

import org.jspecify.annotations.NullMarked;
